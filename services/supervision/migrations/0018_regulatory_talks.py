"""Regulatory talks."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0018"
down_revision = "0017"
TEXTS = (
    "division", "subject_type", "subject", "unit_title", "source_reference", "facts", "demands", "state",
    "approval_document", "record_document", "refusal_note", "cancel_reason", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "regulatory_talk",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("officers", "undertakings")),
        *(sa.Column(name, sa.Date) for name in ("approved_date", "held_date")),
        sa.Column("signed", sa.Boolean, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("regulatory_talk_by_division", "regulatory_talk", ["division", "name"])
