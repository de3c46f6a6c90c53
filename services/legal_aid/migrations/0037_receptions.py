"""Receptions by number, by appointment, at home, online."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        "reception",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("planned_date", sa.Date, nullable=False),
        sa.Column("planned_time", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("visit_reason", sa.Text, nullable=False),
        sa.Column("visitors", sa.JSON, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("served_mode", sa.Text),
        sa.Column("served_time", Instant),
        sa.Column("missed_dates", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("reception_by_division", "reception", ["division", "name"])
