"""Contracts of pairing with law firms."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "pairing_contract",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("law_firm", sa.Text, nullable=False),
        sa.Column("firm_licence", sa.Text, nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("until_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("end_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("pairing_contract_by_division", "pairing_contract", ["division", "name"])
    op.create_index("pairing_contract_by_office", "pairing_contract", ["office", "from_date"])
