"""Yearly training plans and their sessions."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "training_plan",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("sessions", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("institution", "year"),
    )
    op.create_index("training_plan_by_division", "training_plan", ["division", "name"])
