"""Merges of two entries of one practitioner."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0038"
down_revision = "0037"
OPEN = sa.text("state IN ('PROPOSED', 'APPROVED')")


def upgrade() -> None:
    op.create_table(
        "practitioner_merge",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("merged", sa.Text, sa.ForeignKey("practitioner.name"), nullable=False),
        sa.Column("survivor", sa.Text, sa.ForeignKey("practitioner.name"), nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("practitioner_merge_by_division", "practitioner_merge", ["division", "name"])
    op.create_index("practitioner_merge_by_survivor", "practitioner_merge", ["survivor", "state"])
    op.create_index(
        "practitioner_merge_once", "practitioner_merge", ["merged"], unique=True, sqlite_where=OPEN,
        postgresql_where=OPEN,
    )  # fmt: skip
