"""Comparisons of paper ledger, system and bank."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "record_comparison",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("until_date", sa.Date, nullable=False),
        sa.Column("paper_sha256", sa.Text, nullable=False),
        sa.Column("bank_sha256", sa.Text, nullable=False),
        sa.Column("paper_count", sa.Integer, nullable=False),
        sa.Column("system_count", sa.Integer, nullable=False),
        sa.Column("differences", sa.JSON, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("compared_by", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("institution", "paper_sha256", "bank_sha256", name="record_comparison_once"),
    )
    op.create_index("record_comparison_by_division", "record_comparison", ["division", "name"])
