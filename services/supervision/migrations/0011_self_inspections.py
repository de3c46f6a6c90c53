"""Self-inspections of units and of each of their people."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0011"
down_revision = "0010"
TEXTS = (
    "person", "unit_title", "division", "topic", "filler", "approver", "contact", "sha256", "return_reason", "state",
    "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "self_inspection",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("campaign_unit", sa.Text, sa.ForeignKey("campaign_unit.name"), nullable=False),
        sa.Column("campaign", sa.Text, sa.ForeignKey("campaign.name"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("rows", sa.JSON, nullable=False),
        sa.Column("filled_date", sa.Date),
        sa.Column("submitted_date", sa.Date),
        sa.Column("days_late", sa.Integer, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("campaign_unit", "person", name="self_inspection_once"),
    )
    op.create_index("self_inspection_by_division", "self_inspection", ["division", "name"])
    op.create_index("self_inspection_by_campaign", "self_inspection", ["campaign", "name"])
