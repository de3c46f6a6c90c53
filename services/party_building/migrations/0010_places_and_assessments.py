"""Where offices are, and which year a decision assessed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "office_place",
        sa.Column("office", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.add_column("office_decision", sa.Column("assessed_year", sa.Integer, nullable=False, server_default="0"))
    op.create_index("office_decision_by_year", "office_decision", ["office", "assessed_year"])
    op.create_index("party_allowance_by_budget", "party_allowance", ["activity_budget"])
