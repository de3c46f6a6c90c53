"""Penalty cases."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    parts = ("notice", "statement", "hearing", "commission", "decision", "payment", "end")
    op.create_table(
        "penalty",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("practitioner", sa.Text, nullable=False),
        sa.Column("violation_code", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("act_date", sa.Date, nullable=False),
        sa.Column("found_date", sa.Date, nullable=False),
        sa.Column("grave", sa.Boolean, nullable=False),
        sa.Column("gain_fen", sa.BigInteger, nullable=False),
        sa.Column("officers", sa.JSON, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("filed_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        *(sa.Column(part, sa.JSON) for part in parts),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("division", "document_number", name="penalty_document"),
    )
    op.create_index("penalty_by_division", "penalty", ["division", "name"])
    op.create_index("penalty_by_office", "penalty", ["office", "name"])
    op.create_index("penalty_by_practitioner", "penalty", ["practitioner", "name"])
