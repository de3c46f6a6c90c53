"""Members, organisations, coverage of offices, instructors and relation transfers."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "practice",
        sa.Column("practitioner", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_index("practice_by_office", "practice", ["office"])
    op.create_table(
        "office_leaders",
        sa.Column("office", sa.Text, primary_key=True),
        sa.Column("director", sa.Text, nullable=False),
        sa.Column("managers", sa.JSON, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "member",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("full_name_sealed", sa.Text, nullable=False),
        sa.Column("practitioner_sealed", sa.Text, nullable=False),
        sa.Column("practitioner_index", sa.Text),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("joined_date", sa.Date),
        sa.Column("formal_date", sa.Date),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("relation_state", sa.Text),
        sa.Column("dues_base_mode", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("cultivators", sa.JSON, nullable=False),
        sa.Column("standings", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("member_by_division", "member", ["division", "name"])
    op.create_index("member_by_organisation", "member", ["organisation", "name"])
    op.create_index("member_by_unit", "member", ["unit", "name"])
    where = sa.text("standing <> 'NONE'")
    op.create_index(
        "member_once", "member", ["practitioner_index"], unique=True, sqlite_where=where, postgresql_where=where
    )  # fmt: skip
    op.create_table(
        "party_organisation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("parent", sa.Text, nullable=False),
        sa.Column("units", sa.JSON, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("approved_date", sa.Date),
        sa.Column("exception_document", sa.Text, nullable=False),
        sa.Column("term_years", sa.Integer, nullable=False),
        sa.Column("elected_date", sa.Date),
        sa.Column("term_end", sa.Date),
        sa.Column("posts", sa.JSON, nullable=False),
        sa.Column("haves", sa.JSON, nullable=False),
        sa.Column("grades", sa.JSON, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.Column("lead_gap", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("party_organisation_by_division", "party_organisation", ["division", "name"])
    op.create_table(
        "organisation_unit",
        sa.Column("unit", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
    )
    op.create_table(
        "coverage",
        sa.Column("office", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("state", sa.Text),
        sa.Column("required", sa.Text),
        sa.Column("actual", sa.Text),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("practitioner_count", sa.Integer, nullable=False),
        sa.Column("formal_count", sa.Integer, nullable=False),
        sa.Column("probationary_count", sa.Integer, nullable=False),
        sa.Column("activist_count", sa.Integer, nullable=False),
        sa.Column("attached_formal_count", sa.Integer, nullable=False),
        sa.Column("tasks", sa.JSON, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
    )
    op.create_index("coverage_by_division", "coverage", ["division", "name"])
    op.create_table(
        "coverage_span",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("coverage.office"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("required", sa.Text, nullable=False),
        sa.Column("actual", sa.Text),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("overdue_told", sa.Boolean, nullable=False),
        sa.UniqueConstraint("office", "place", name="coverage_span_in_order"),
    )
    op.create_table(
        "instructor",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("coverage.office"), nullable=False),
        sa.Column("member", sa.Text, sa.ForeignKey("member.name"), nullable=False),
        sa.Column("sent_by", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("to_date", sa.Date),
        sa.Column("end_document_number", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("instructor_by_division", "instructor", ["division", "name"])
    where = sa.text("to_date IS NULL")
    op.create_index(
        "instructor_once", "instructor", ["office"], unique=True, sqlite_where=where, postgresql_where=where
    )  # fmt: skip
    op.create_table(
        "relation_transfer",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("member", sa.Text, sa.ForeignKey("member.name"), nullable=False),
        sa.Column("from_organisation", sa.Text, nullable=False),
        sa.Column("to_organisation", sa.Text, nullable=False),
        sa.Column("to_elsewhere", sa.Text, nullable=False),
        sa.Column("application", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("letter_number", sa.Text, nullable=False),
        sa.Column("issued_date", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("received_date", sa.Date),
        sa.Column("reissue_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("relation_transfer_by_application", "relation_transfer", ["application"])
    op.create_index("relation_transfer_by_division", "relation_transfer", ["division", "name"])
    where = sa.text("state IN ('REQUESTED', 'STARTED')")
    op.create_index(
        "relation_transfer_once", "relation_transfer", ["member"], unique=True, sqlite_where=where,
        postgresql_where=where,
    )  # fmt: skip
