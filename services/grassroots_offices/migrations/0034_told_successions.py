"""Whether party relations have followed people to another office."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "told_succession",
        sa.Column("office", sa.Text, primary_key=True),
        sa.Column("successor", sa.Text, primary_key=True),
        sa.Column("settled", sa.Boolean, nullable=False),
        sa.Column("due_date", sa.Date),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
