"""Further counts and the gauges of deadlines per institution; clues and their numbers."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0002"
down_revision = "0001"
COUNTS = (
    "provisional_count", "terminated_count", "referred_count", "withdrawn_count", "corrected_count", "reissued_count",
    "notice_count", "late_notice_count", "running_deadline_count", "met_deadline_count", "missed_deadline_count",
    "unresolved_deadline_count", "cancelled_deadline_count",
)  # fmt: skip


def upgrade() -> None:
    for name in COUNTS:
        op.add_column("institution_tally", sa.Column(name, sa.BigInteger, nullable=False, server_default="0"))
    op.create_table(
        "clue",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("decision_number", sa.Text, nullable=False),
        sa.Column("rule_id", sa.Text, nullable=False),
        sa.Column("due_date", sa.Date),
        sa.Column("happened_date", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("resolved_as_met", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("source", "subject", "kind", name="clue_cause"),
        sa.UniqueConstraint("division", "number", name="clue_number"),
    )
    op.create_index("clue_by_division", "clue", ["division", "name"])
    op.create_index("clue_by_institution", "clue", ["institution", "name"])
    op.create_table(
        "clue_counter",
        sa.Column("division", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
