"""Disputes and the counters of their numbers."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "dispute",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("contact_key", sa.Text),
        sa.Column("registered_date", sa.Date, nullable=False),
        sa.Column("accepted_date", sa.Date),
        sa.Column("mediators", sa.JSON, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("performance", sa.Text),
        sa.Column("confirmation", sa.JSON(none_as_null=True)),
        sa.Column("file_sealed", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("party_count", sa.Integer, nullable=False),
        sa.Column("answered_count", sa.Integer, nullable=False),
        sa.Column("satisfied_count", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("organisation", "number", name="dispute_number"),
        sa.UniqueConstraint("contact_key", name="dispute_of_contact"),
    )
    op.create_index("dispute_by_division", "dispute", ["division", "name"])
    op.create_index("dispute_by_organisation", "dispute", ["organisation", "state"])
    op.create_table(
        "dispute_counter",
        sa.Column("organisation", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
