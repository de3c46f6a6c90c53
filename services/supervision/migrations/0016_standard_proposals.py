"""Proposals on standards that cannot be carried out."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0016"
down_revision = "0015"
TEXTS = (
    "division", "source_reference", "unit_title", "subject", "analysis", "proposal", "entry_reason", "state",
    "sent_to", "answer", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "standard_proposal",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("found_date", sa.Date, nullable=False),
        *(sa.Column(name, sa.Date) for name in ("sent_date", "answered_date")),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("standard_proposal_by_division", "standard_proposal", ["division", "name"])
