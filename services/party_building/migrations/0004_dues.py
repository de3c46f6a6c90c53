"""Dues of members by the month, and periods of an organisation's dues."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "dues_line",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("member", sa.Text, sa.ForeignKey("member.name"), nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("returnable", sa.Boolean, nullable=False),
        sa.Column("amounts_sealed", sa.Text, nullable=False),
        sa.Column("back_payment_reason", sa.Text, nullable=False),
        sa.Column("paid_date", sa.Date),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("dues_refund", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("member", "month", name="dues_line_once"),
    )
    op.create_index("dues_line_by_division", "dues_line", ["division", "name"])
    op.create_index("dues_line_by_organisation", "dues_line", ["organisation", "month"])
    op.create_table(
        "dues_refund",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("member_count", sa.Integer, nullable=False),
        sa.Column("due_fen", sa.BigInteger, nullable=False),
        sa.Column("paid_fen", sa.BigInteger, nullable=False),
        sa.Column("remitted_fen", sa.BigInteger, nullable=False),
        sa.Column("returnable_fen", sa.BigInteger, nullable=False),
        sa.Column("refunded_fen", sa.BigInteger, nullable=False),
        sa.Column("owed_by", sa.Text, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("returns", sa.JSON, nullable=False),
        sa.Column("remitted_date", sa.Date),
        sa.Column("refunded_date", sa.Date),
        sa.Column("short_told", sa.Boolean, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("organisation", "period", name="dues_refund_once"),
    )
    op.create_index("dues_refund_by_division", "dues_refund", ["division", "name"])
