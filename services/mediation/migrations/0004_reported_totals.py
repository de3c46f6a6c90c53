"""Totals that organisations report."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "reported_total",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("reported_registered_count", sa.BigInteger, nullable=False),
        sa.Column("reported_settled_count", sa.BigInteger, nullable=False),
        sa.Column("reported_failed_count", sa.BigInteger, nullable=False),
        sa.Column("reported_amount_fen", sa.BigInteger, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("reported_date", sa.Date, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("organisation", "month", name="reported_total_of_month"),
    )
    op.create_index("reported_total_by_division", "reported_total", ["division", "name"])
