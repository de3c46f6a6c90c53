"""Draws, their rosters, and what is sealed of them."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "draw",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("target_kind", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("as_of_date", sa.Date, nullable=False),
        sa.Column("visit_date", sa.Date, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("officers", sa.JSON, nullable=False),
        sa.Column("public_source", sa.Text, nullable=False),
        sa.Column("public_time", Instant, nullable=False),
        sa.Column("replaces", sa.Text, nullable=False),
        sa.Column("replacement_reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("low_risk_percent", sa.Integer, nullable=False),
        sa.Column("min_count", sa.Integer, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("approvers", sa.JSON, nullable=False),
        sa.Column("roster_size", sa.Integer, nullable=False),
        sa.Column("roster_root", sa.Text, nullable=False),
        sa.Column("excluded_count", sa.Integer, nullable=False),
        sa.Column("officers_root", sa.Text, nullable=False),
        sa.Column("strata", sa.JSON, nullable=False),
        sa.Column("secrets", sa.JSON, nullable=False),
        sa.Column("commitment", sa.Text, nullable=False),
        sa.Column("commitment_sha256", sa.Text, nullable=False),
        sa.Column("commit_time", Instant),
        sa.Column("public_value", sa.Text, nullable=False),
        sa.Column("drawn_date", sa.Date),
        sa.Column("started_date", sa.Date),
        sa.Column("inspected_date", sa.Date),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("published_date", sa.Date),
        sa.Column("bundle_sha256", sa.Text, nullable=False),
        sa.Column("failure_reason", sa.Text, nullable=False),
        sa.Column("extensions", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("draw_by_division", "draw", ["division", "name"])
    op.create_index("draw_by_state", "draw", ["state"])
    op.create_table(
        "draw_counter",
        sa.Column("division", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "draw_roster",
        sa.Column("draw", sa.Text, sa.ForeignKey("draw.name"), primary_key=True),
        sa.Column("targets", sa.JSON, nullable=False),
        sa.Column("excluded", sa.JSON, nullable=False),
        sa.Column("officers", sa.JSON, nullable=False),
    )
    op.create_table(
        "draw_secret",
        sa.Column("draw", sa.Text, sa.ForeignKey("draw.name"), primary_key=True),
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("secret_sealed", sa.Text, nullable=False),
    )
    op.create_table(
        "draw_result",
        sa.Column("draw", sa.Text, sa.ForeignKey("draw.name"), primary_key=True),
        sa.Column("result_sealed", sa.Text, nullable=False),
    )
