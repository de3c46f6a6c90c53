"""The yearly appraisal account."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0017"
down_revision = "0016"
TEXTS = (
    "division", "subject", "unit_title", "section", "kind", "effect", "reason", "source", "entry_reason", "state",
    "withdrawal_reason", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "appraisal_entry",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("happened_date", sa.Date, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("appraisal_entry_by_division", "appraisal_entry", ["division", "name"])
    op.create_index("appraisal_entry_by_source", "appraisal_entry", ["source", "name"])
    op.create_index("appraisal_entry_by_year", "appraisal_entry", ["year", "division"])
