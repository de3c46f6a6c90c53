"""Petitions that offices take on."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "petition",
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("practitioner", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("taken_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("finding", sa.Text),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("penalty", sa.Text, nullable=False),
        sa.Column("check_result", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("petition_by_division", "petition", ["division", "name"])
    op.create_index("petition_by_office", "petition", ["office", "name"])
