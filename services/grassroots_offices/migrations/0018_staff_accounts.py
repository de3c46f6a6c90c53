"""Accounts of offices' people."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "staff_account",
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("practitioner", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("staff_account_by_division", "staff_account", ["division", "name"])
    where = sa.text("state = 'LINKED'")
    op.create_index(
        "staff_account_once", "staff_account", ["account"], unique=True, sqlite_where=where, postgresql_where=where
    )  # fmt: skip
