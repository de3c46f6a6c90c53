"""Items of the report lines."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0015"
down_revision = "0014"
TEXTS = (
    "number", "division", "channel", "source_reference", "owner", "words_sealed", "entry_reason", "state", "clue",
    "handed_to", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "report_item",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("received_date", sa.Date, nullable=False),
        sa.Column("caller_known", sa.Boolean, nullable=False),
        sa.Column("triage", sa.Text),
        *(sa.Column(name, sa.Date) for name in ("triaged_date", "answered_date")),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("division", "number", name="report_item_number"),
        sa.UniqueConstraint("division", "channel", "source_reference", name="report_item_reference"),
    )
    op.create_index("report_item_by_division", "report_item", ["division", "name"])
    op.create_table(
        "report_item_counter",
        sa.Column("division", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
