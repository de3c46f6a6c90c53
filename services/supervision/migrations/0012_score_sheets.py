"""Score sheets."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0012"
down_revision = "0011"
TEXTS = (
    "subject", "unit_title", "division", "document_number", "entry_reason", "replaces", "replacement_reason",
    "return_reason", "verdict_reason", "verdict_document", "state", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "score_sheet",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("campaign_unit", sa.Text, sa.ForeignKey("campaign_unit.name"), nullable=False),
        sa.Column("campaign", sa.Text, sa.ForeignKey("campaign.name"), nullable=False),
        sa.Column("unit", sa.Text, sa.ForeignKey("supervised_unit.name"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("officers", "categories", "deductions", "signatures")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("year", "total_tenths", "full_tenths", "share")),
        sa.Column("checked_date", sa.Date, nullable=False),
        sa.Column("final_date", sa.Date),
        sa.Column("pass_mark_tenths", sa.Integer),
        sa.Column("verdict", sa.Text),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("score_sheet_by_division", "score_sheet", ["division", "name"])
    op.create_index("score_sheet_by_campaign_unit", "score_sheet", ["campaign_unit", "name"])
