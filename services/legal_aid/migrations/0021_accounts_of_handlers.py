"""Accounts with which handlers sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("handler", sa.Column("account", sa.Text, nullable=False, server_default=""))
    given = sa.text("account <> ''")
    op.create_index(
        "handler_by_account", "handler", ["account"], unique=True, sqlite_where=given, postgresql_where=given
    )
