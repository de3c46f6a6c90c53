"""Outreach: what teams do outside of the office."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "outreach_activity",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("held_date", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("pay", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("body_served", sa.Text, nullable=False),
        sa.Column("matters", sa.JSON, nullable=False),
        sa.Column("people_served", sa.Integer, nullable=False),
        sa.Column("members", sa.JSON, nullable=False),
        sa.Column("enterprise_needs", sa.Text, nullable=False),
        sa.Column("handbook_version", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("confirmer", sa.Text),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.CheckConstraint("people_served >= 0", name="outreach_activity_people"),
    )
    op.create_index("outreach_activity_by_division", "outreach_activity", ["division", "name"])
