"""Funds of offices and their lines."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "fund",
        sa.Column("office", sa.Text, primary_key=True),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("ledger", sa.Text, nullable=False),
    )
    op.create_table(
        "fund_allocation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("fund.office"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("base_fen", sa.BigInteger, nullable=False),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("income_report", sa.Text, nullable=False),
        sa.Column("report_version", sa.Integer, nullable=False),
        sa.Column("ledger_entry", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("fund_allocation_by_division", "fund_allocation", ["division", "name"])
    op.create_index("fund_allocation_by_period", "fund_allocation", ["office", "period"])
