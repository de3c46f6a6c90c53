"""Successions of offices."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "office_succession",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("successor", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.Column("succeeded_date", sa.Date, nullable=False),
        sa.Column("party_organisation", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("settled_date", sa.Date),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("office_succession_by_division", "office_succession", ["division", "name"])
