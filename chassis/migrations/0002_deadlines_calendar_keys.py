"""Deadlines, calendar years, departments' API keys, kept policy packs; audit entries are found by their object."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("notice", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("off", sa.JSON, nullable=False),
        sa.Column("worked", sa.JSON, nullable=False),
        sa.Column("imported", Instant, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
    )
    op.create_table(
        "deadline",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("rule_id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("limit_count", sa.Integer, nullable=False),
        sa.Column("limit_basis", sa.Text, nullable=False),
        sa.Column("start_date", sa.Date, nullable=False),
        sa.Column("start_time", Instant),
        sa.Column("pauses", sa.JSON, nullable=False),
        sa.Column("due_date", sa.Date),
        sa.Column("due_time", Instant),
        sa.Column("unresolved_year", sa.Integer),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("done_date", sa.Date),
        sa.Column("done_time", Instant),
        sa.UniqueConstraint("subject", "kind", name="deadline_of_subject"),
    )
    op.create_index("deadline_by_due_date", "deadline", ["state", "due_date"])
    op.create_index("deadline_by_division", "deadline", ["division", "name"])
    op.create_table(
        "api_key",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("authority_type", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("divisions", sa.JSON, nullable=False),
        sa.Column("event_types", sa.JSON, nullable=False),
        sa.Column("created", Instant, nullable=False),
        sa.Column("expires", Instant, nullable=False),
        sa.Column("revoked", Instant),
        sa.Column("last_used", Instant),
    )
    op.create_table(
        "policy_pack",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("first_used", Instant, nullable=False),
    )
    op.create_index("audit_entry_of_object", "audit_entry", ["object", "action"])
