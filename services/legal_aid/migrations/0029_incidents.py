"""Incidents, and whom a contact is against."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    for column in ("opponent", "opponent_key", "incident"):
        op.add_column("contact", sa.Column(column, sa.Text, nullable=False, server_default=""))
    op.create_index("contact_by_opponent", "contact", ["institution", "opponent_key"])
    op.create_index("contact_by_incident", "contact", ["incident"])
    op.create_table(
        "incident",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("opponent", sa.Text, nullable=False),
        sa.Column("opponent_key", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("raised_date", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reported_date", sa.Date),
        sa.Column("reported_late", sa.Boolean, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("progress_due_date", sa.Date),
        sa.Column("progress", sa.JSON, nullable=False),
        sa.Column("conclusion", sa.Text, nullable=False),
        sa.Column("closed_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("incident_by_division", "incident", ["division", "name"])
    op.create_index("incident_by_opponent", "incident", ["institution", "opponent_key"])
