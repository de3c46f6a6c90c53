"""Organisation life: charters, deliberations, meetings, reports, awards, registers, accounts of offices."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "charter_check",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("coverage.office"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("lines", sa.JSON, nullable=False),
        sa.Column("relation_marks", sa.JSON, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opinions", sa.JSON, nullable=False),
        sa.Column("approved_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("office", "version", name="charter_check_in_order"),
    )
    op.create_index("charter_check_by_division", "charter_check", ["division", "name"])
    op.create_table(
        "deliberation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("coverage.office"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("deliberated_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("party_lead", sa.Text, nullable=False),
        sa.Column("party_view", sa.Text, nullable=False),
        sa.Column("management_view", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("deliberation_by_division", "deliberation", ["division", "name"])
    op.create_table(
        "office_decision",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("coverage.office"), nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("decided_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("deliberation", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("office_decision_by_division", "office_decision", ["division", "name"])
    op.create_table(
        "party_meeting",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("held_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("expected_members", sa.JSON, nullable=False),
        sa.Column("absent_members", sa.JSON, nullable=False),
        sa.Column("guests", sa.JSON, nullable=False),
        sa.Column("attendance", sa.JSON, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("party_meeting_by_division", "party_meeting", ["division", "name"])
    op.create_index("party_meeting_by_organisation", "party_meeting", ["organisation", "held_date"])
    op.create_table(
        "secretary_report",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("submitted_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("secretary", sa.Text, sa.ForeignKey("member.name"), nullable=False),
        sa.Column("reported_to", sa.Text, nullable=False),
        sa.Column("appraisal", sa.Text, nullable=False),
        sa.Column("appraised_date", sa.Date),
        sa.Column("appraisal_document_number", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("organisation", "year", name="secretary_report_once"),
    )
    op.create_index("secretary_report_by_division", "secretary_report", ["division", "name"])
    op.create_table(
        "award",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("awarded_by", sa.Text, nullable=False),
        sa.Column("awarded_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("award_by_division", "award", ["division", "name"])
    op.create_index("award_by_target", "award", ["target", "name"])
    op.create_table(
        "baseline_register",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("finished_date", sa.Date, nullable=False),
        sa.Column("due_date", sa.Date, nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("division", "year", name="baseline_register_once"),
    )
    op.create_table(
        "office_account",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("coverage.office"), nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("office_account_by_division", "office_account", ["division", "name"])
    where = sa.text("ended_date IS NULL")
    op.create_index(
        "office_account_once", "office_account", ["account"], unique=True, sqlite_where=where, postgresql_where=where
    )  # fmt: skip
