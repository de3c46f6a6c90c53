"""Counts per legal-aid institution."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "institution_tally",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, nullable=False, unique=True),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("received_count", sa.BigInteger, nullable=False),
        sa.Column("granted_count", sa.BigInteger, nullable=False),
        sa.Column("refused_count", sa.BigInteger, nullable=False),
        sa.Column("as_of_position", sa.BigInteger, nullable=False),
        sa.Column("update_time", Instant, nullable=False),
    )
    op.create_index("institution_tally_by_division", "institution_tally", ["division", "name"])
