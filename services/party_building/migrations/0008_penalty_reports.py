"""Reports on penalties of members."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "penalty_report",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("member", sa.Text, sa.ForeignKey("member.name"), nullable=False),
        sa.Column("party_organisation", sa.Text, nullable=False),
        sa.Column("penalty_sealed", sa.Text, nullable=False),
        sa.Column("penalty_index", sa.Text, nullable=False, unique=True),
        sa.Column("violation_code", sa.Text, nullable=False),
        sa.Column("decided_date", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reported_date", sa.Date),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("penalty_report_by_division", "penalty_report", ["division", "name"])
    op.create_index("penalty_report_by_member", "penalty_report", ["member", "name"])
