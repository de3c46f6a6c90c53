"""Reviews of offices' matters."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "case_review",
        sa.Column("office_case", sa.Text, sa.ForeignKey("office_case.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("reviewed_date", sa.Date, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("case_review_by_case", "case_review", ["office_case", "kind"])
    op.create_index("case_review_by_division", "case_review", ["division", "name"])
    op.create_index("case_review_by_office", "case_review", ["office", "name"])
