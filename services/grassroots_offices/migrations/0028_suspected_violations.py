"""Violations that came to light and are not dealt with yet."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "suspected_violation",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("violation_code", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("found_date", sa.Date, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("penalty", sa.Text, nullable=False),
        sa.Column("end_reason", sa.Text, nullable=False),
        sa.Column("end_document", sa.Text, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("suspected_violation_by_division", "suspected_violation", ["division", "name"])
    op.create_index("suspected_violation_by_subject", "suspected_violation", ["subject", "found_date"])
