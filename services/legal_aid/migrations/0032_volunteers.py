"""Volunteers with their hours and faults."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "volunteer",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("full_name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("occupation", sa.Text, nullable=False),
        sa.Column("expertise", sa.Text, nullable=False),
        sa.Column("applied_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("cancel_ground", sa.Text),
        sa.Column("leaving_date", sa.Date),
        sa.Column("hours", sa.JSON, nullable=False),
        sa.Column("faults", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("volunteer_by_division", "volunteer", ["division", "name"])
