"""Rectifications, the counters of their numbers, holds of practice."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0005"
down_revision = "0004"
TEXTS = (
    "number", "source", "source_reference", "subject_type", "subject", "unit_title", "division", "problem", "measure",
    "responsible_person", "responsible_account", "action_officer", "document_number", "entry_reason", "state", "hold",
    "extension_reason", "extension_document", "referral_document", "etag",
)  # fmt: skip
HOLD_TEXTS = (
    "rectification_number", "subject_type", "subject", "unit_title", "division", "state", "check_opinion",
    "document_number", "lift_document", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "rectification",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("phase_end_date", sa.Date),
        sa.Column("issued_date", sa.Date, nullable=False),
        sa.Column("first_due_date", sa.Date, nullable=False),
        sa.Column("due_date", sa.Date, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("consequence", sa.Text),
        sa.Column("overdue_date", sa.Date),
        sa.Column("referral", sa.Text),
        sa.Column("referred_date", sa.Date),
        sa.Column("closed_date", sa.Date),
        sa.Column("rounds", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("division", "number", name="rectification_number"),
    )
    op.create_index("rectification_by_division", "rectification", ["division", "name"])
    op.create_index("rectification_by_subject", "rectification", ["subject", "name"])
    op.create_index("rectification_by_due_date", "rectification", ["state", "overdue_date", "due_date"])
    op.create_table(
        "rectification_counter",
        sa.Column("division", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "practice_hold",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("rectification", sa.Text, sa.ForeignKey("rectification.name"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in HOLD_TEXTS),
        sa.Column("due_date", sa.Date, nullable=False),
        sa.Column("proposed_date", sa.Date, nullable=False),
        sa.Column("checked_date", sa.Date),
        sa.Column("from_date", sa.Date),
        sa.Column("lifted_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("practice_hold_by_division", "practice_hold", ["division", "name"])
    op.create_index("practice_hold_by_subject", "practice_hold", ["subject", "name"])
