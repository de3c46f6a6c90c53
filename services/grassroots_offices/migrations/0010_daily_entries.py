"""Daily assessment of offices."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "daily_entry",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("noted_date", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_date", sa.Date),
        sa.Column("withdrawal_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("daily_entry_by_division", "daily_entry", ["division", "name"])
    op.create_index("daily_entry_by_office", "daily_entry", ["office", "noted_date"])
