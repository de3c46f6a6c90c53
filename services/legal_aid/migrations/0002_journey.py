"""The whole journey: places, agents, custody, papers, supplements, objections, notices, consultations."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("institution", sa.Column("bureau_name", sa.Text, nullable=False, server_default=""))
    _widen_applications()
    _keep_many_decisions()
    op.create_table(
        "application_step",
        sa.Column("application", sa.Text, sa.ForeignKey("application.name"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("happened_date", sa.Date, nullable=False),
        sa.Column("enter_time", Instant, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("application", sa.Text, sa.ForeignKey("application.name"), nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("enter_time", Instant, nullable=False),
    )
    op.create_index("correction_by_application", "correction", ["application"])
    _create_objection()
    _create_notice()
    _create_consultation()


def _widen_applications() -> None:
    texts = ("applicant_credit_code", "supplementary_matter", "place_dispute_division", "place_cause_division")
    for name in (*texts, "place_authority_division", "entry_reason"):
        op.add_column("application", sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in ("applicant_kind", "applicant_capacity", "state_before_death", "open_key"):
        op.add_column("application", sa.Column(name, sa.Text))
    for name in ("applicant_priority_groups", "opponents", "papers", "urgencies", "referred_divisions", "flags"):
        op.add_column("application", sa.Column(name, sa.JSON, nullable=False, server_default=sa.text("'[]'")))
    for name in ("agent", "detention", "supplement", "assignment"):
        op.add_column("application", sa.Column(name, sa.JSON(none_as_null=True)))
    for name in ("applicant_barrier_free_offered", "means_verified_by_data"):
        op.add_column("application", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("application", sa.Column("place_track", sa.Text, nullable=False, server_default="LITIGATION"))
    op.add_column("application", sa.Column("limitation_expiry_date", sa.Date))
    op.execute("update application set place_authority_division = division")
    op.create_index("application_open", "application", ["institution", "open_key"], unique=True)
    op.create_index("application_open_elsewhere", "application", ["open_key"])
    op.create_index("application_by_state", "application", ["state", "name"])


def _keep_many_decisions() -> None:
    op.rename_table("decision", "decision_first_form")
    op.create_table(
        "decision",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("application", sa.Text, sa.ForeignKey("application.name"), nullable=False),
        sa.Column("objection", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("made_date", sa.Date, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("remedies", sa.JSON, nullable=False),
        sa.Column("parameters", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_sha256", sa.Text, nullable=False),
        sa.Column("signer", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("served_date", sa.Date),
        sa.Column("service_method", sa.Text),
        sa.Column("replaces", sa.Text, nullable=False),
        sa.Column("correction_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("inputs", sa.JSON(none_as_null=True)),
        sa.UniqueConstraint("number", name="decision_number"),
    )
    op.execute(
        "insert into decision (name, application, objection, number, outcome, made_date, reasons, remedies, parameters,"
        " text, text_sha256, signer, state, replaces, correction_reason, division, create_time, etag)"
        " select 'decisions/' || substr(d.application, 14), d.application, '', d.number, d.outcome, d.made_date,"
        " d.reasons, d.remedies, '[]', '', '', '', 'MADE', '', '', a.division, a.update_time, '1'"
        " from decision_first_form d join application a on a.name = d.application"
    )
    op.drop_table("decision_first_form")
    op.create_index("decision_by_application", "decision", ["application", "name"])
    op.create_index("decision_by_objection", "decision", ["objection"])
    op.create_index("decision_by_division", "decision", ["division", "name"])


def _create_objection() -> None:
    op.create_table(
        "objection",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("application", sa.Text, sa.ForeignKey("application.name"), nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("received_date", sa.Date, nullable=False),
        sa.Column("grounds", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("contested_decision", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("objection_by_division", "objection", ["division", "name"])
    op.create_index("objection_by_application", "objection", ["application", "name"])


def _create_notice() -> None:
    texts = (
        "number", "authority_type", "authority_name", "authority_document", "authority_case_number", "category",
        "procedure", "stage", "person_full_name", "person_identity_number", "entry_reason", "state", "query", "answer",
        "division", "sender", "etag",
    )  # fmt: skip
    op.create_table(
        "notice",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("person_birth_date", sa.Date),
        sa.Column("discovered_date", sa.Date, nullable=False),
        sa.Column("received_date", sa.Date, nullable=False),
        sa.Column("hearing_date", sa.Date),
        sa.Column("case_papers_attached", sa.Boolean, nullable=False),
        sa.Column("flags", sa.JSON, nullable=False),
        sa.Column("assignment", sa.JSON(none_as_null=True)),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("authority_name", "authority_document", name="notice_document"),
    )
    op.create_index("notice_by_division", "notice", ["division", "name"])
    op.create_index("notice_by_sender", "notice", ["sender", "name"])


def _create_consultation() -> None:
    texts = ("number", "mode", "person_name", "topic", "answer", "outcome", "division", "etag")
    op.create_table(
        "consultation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("consulted_date", sa.Date, nullable=False),
        sa.Column("appointment_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("consultation_by_division", "consultation", ["division", "name"])
