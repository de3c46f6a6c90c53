"""Which sealing secret the database was first sealed with, by its fingerprint."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "sealing",
        sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("first_used", Instant, nullable=False),
        sa.CheckConstraint('"only" = 1', name="sealing_has_one_row"),
    )
