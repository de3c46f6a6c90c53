"""Accounts and refresh tokens."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("divisions", sa.JSON, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_failure", Instant),
    )
    op.create_table(
        "refresh_token",
        sa.Column("token_hash", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, sa.ForeignKey("account.account"), nullable=False),
        sa.Column("issued", Instant, nullable=False),
    )
    op.create_index("refresh_token_by_issue", "refresh_token", ["issued"])
