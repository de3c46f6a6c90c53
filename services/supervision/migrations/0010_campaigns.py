"""Campaigns, their units and papers, and what was reported of them."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0010"
down_revision = "0009"
TEXTS = ("title", "document_number", "division", "lead_group_head", "lead_group_office", "state", "etag")
UNIT_TEXTS = ("subject_type", "subject", "title", "division", "topic", "section", "release_reason", "state", "etag")
PAPER_TEXTS = (
    "campaign_unit", "unit_title", "division", "kind", "title", "recipient", "document_number", "sha256", "experience",
    "shortcomings", "direction", "state", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("phases", "coverages", "deliverables")),
        sa.Column("score_categories", sa.JSON, nullable=False),
        sa.Column("final_report_due_date", sa.Date, nullable=False),
        *(sa.Column(name, sa.Date) for name in ("started_date", "look_back_date", "reported_date")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("unit_count", "person_count")),
        sa.Column("reported_days_late", sa.Integer, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("campaign_by_division", "campaign", ["division", "name"])
    op.create_table(
        "campaign_report",
        sa.Column("campaign", sa.Text, sa.ForeignKey("campaign.name"), primary_key=True),
        sa.Column("report", sa.JSON, nullable=False),
    )
    op.create_table(
        "campaign_unit",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("campaign", sa.Text, sa.ForeignKey("campaign.name"), nullable=False),
        sa.Column("unit", sa.Text, sa.ForeignKey("supervised_unit.name"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in UNIT_TEXTS),
        sa.Column("ledger_count", sa.Integer, nullable=False),
        sa.Column("notice_date", sa.Date),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("people", "cells")),
        sa.Column("released_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("campaign", "unit", name="campaign_unit_once"),
    )
    op.create_index("campaign_unit_by_division", "campaign_unit", ["division", "name"])
    op.create_table(
        "campaign_paper",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("campaign", sa.Text, sa.ForeignKey("campaign.name"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in PAPER_TEXTS),
        sa.Column("due_date", sa.Date, nullable=False),
        sa.Column("received_date", sa.Date),
        sa.Column("days_late", sa.Integer, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("campaign_paper_by_division", "campaign_paper", ["division", "name"])
    op.create_index("campaign_paper_by_campaign", "campaign_paper", ["campaign", "name"])
    op.create_index("rectification_by_source_reference", "rectification", ["source_reference", "name"])
