"""Accounts that stand for party organisations."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "branch_account",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("branch_account_by_division", "branch_account", ["division", "name"])
    op.create_index(
        "branch_account_once", "branch_account", ["account"], unique=True, sqlite_where=sa.text("ended_date IS NULL"),
        postgresql_where=sa.text("ended_date IS NULL"),
    )  # fmt: skip
