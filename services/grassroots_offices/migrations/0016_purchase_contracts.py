"""Purchases of legal services, and the acts they pay for."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "purchase_contract",
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("purchaser", sa.Text, nullable=False),
        sa.Column("budget_fen", sa.BigInteger, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("price_fen", sa.BigInteger, nullable=False),
        sa.Column("from_date", sa.Date),
        sa.Column("until_date", sa.Date),
        sa.Column("contract_document", sa.Text, nullable=False),
        sa.Column("accepted_fen", sa.BigInteger, nullable=False),
        sa.Column("opinion", sa.Text, nullable=False),
        sa.Column("covered", sa.JSON, nullable=False),
        sa.Column("payments", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("purchase_contract_by_division", "purchase_contract", ["division", "name"])
    op.create_index("purchase_contract_by_office", "purchase_contract", ["office", "name"])
    op.create_table(
        "covered_act",
        sa.Column("activity", sa.Text, primary_key=True),
        sa.Column("practitioner", sa.Text, sa.ForeignKey("practitioner.name"), primary_key=True),
        sa.Column("contract", sa.Text, sa.ForeignKey("purchase_contract.name"), nullable=False),
        sa.Column("activity_date", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
    )
    op.create_index("covered_act_by_day", "covered_act", ["practitioner", "activity_date"])
