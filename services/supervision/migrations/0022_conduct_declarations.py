"""The register of contacts and part-time posts."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0022"
down_revision = "0021"
TEXTS = (
    "kind", "origin", "person", "words_sealed", "document_number", "entry_reason", "division", "clue", "end_document",
    "state", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "conduct_declaration",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("unit", sa.Text, sa.ForeignKey("supervised_unit.name"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("until_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("conduct_declaration_by_division", "conduct_declaration", ["division", "name"])
    op.create_index("conduct_declaration_by_person", "conduct_declaration", ["unit", "person"])
