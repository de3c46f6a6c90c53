"""Spending of offices' funds; each fund's ledger gains the account of what was spent."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "fund_spend",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("fund.office"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("approver", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("decision_document_number", sa.Text, nullable=False),
        sa.Column("decided_date", sa.Date),
        sa.Column("misuse_document_number", sa.Text, nullable=False),
        sa.Column("ledger_entry", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("fund_spend_by_division", "fund_spend", ["division", "name"])
    op.create_index("fund_spend_by_office", "fund_spend", ["office", "name"])
    op.execute(
        "INSERT INTO ledger_account (ledger, name, may_go_negative, debits_fen, credits_fen) "
        "SELECT fund.ledger, 'SPENT', false, 0, 0 FROM fund"
    )
