"""Why a span or the end of a cure period was entered late."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for table in ("practice_span", "cure_period"):
        op.add_column(table, sa.Column("late", sa.Boolean, nullable=False, server_default=sa.false()))
        op.add_column(table, sa.Column("entry_reason", sa.Text, nullable=False, server_default=""))
