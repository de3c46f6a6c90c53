"""What offices have booked of their funds, what others were told of the rest; activity budgets and allowances."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for name in ("gross_fee_fen", "refunds_fen", "pass_through_fen"):
        op.add_column("fund_allocation", sa.Column(name, sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("fund_allocation", sa.Column("state", sa.Text, nullable=False, server_default="COMPUTED"))
    op.add_column("fund_allocation", sa.Column("booked_date", sa.Date))
    for name in ("booked_document_number", "entry_reason"):
        op.add_column("fund_allocation", sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in ("late", "overdue_told"):
        op.add_column("fund_allocation", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("fund_allocation", sa.Column("etag", sa.Text, nullable=False, server_default="1"))
    op.create_index("fund_allocation_by_state", "fund_allocation", ["state", "division"])
    op.execute("UPDATE fund_allocation SET state = 'BOOKED' WHERE amount_fen = 0")
    op.execute("UPDATE fund_allocation SET state = 'TRUED_UP' WHERE kind = 'YEAR_TRUE_UP'")
    op.execute(
        "UPDATE fund_allocation SET state = 'REVERSED' WHERE kind = 'REVERSAL' OR (kind = 'PERIODIC' AND EXISTS ("
        "SELECT 1 FROM fund_allocation AS back WHERE back.kind = 'REVERSAL' AND back.office = fund_allocation.office "
        "AND back.period = fund_allocation.period AND back.report_version = fund_allocation.report_version))"
    )
    op.create_table(
        "fund_year",
        sa.Column("office", sa.Text, sa.ForeignKey("fund.office"), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("short_fen", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "activity_budget",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("fund.office"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("base_fen", sa.BigInteger, nullable=False),
        sa.Column("reference_fen", sa.BigInteger, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("office", "year", name="activity_budget_once"),
    )
    op.create_index("activity_budget_by_division", "activity_budget", ["division", "name"])
    op.create_table(
        "party_allowance",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("member", sa.Text, sa.ForeignKey("member.name"), nullable=False),
        sa.Column("office", sa.Text, sa.ForeignKey("fund.office"), nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("fund_spend", sa.Text, nullable=False),
        sa.Column("activity_budget", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("party_allowance_by_division", "party_allowance", ["division", "name"])
    op.create_index("party_allowance_by_member", "party_allowance", ["member", "month"])
