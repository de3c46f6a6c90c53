"""Cases, their assignments, the choices behind these, and the whole-process record."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "aid_case",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("application", sa.Text, nullable=False),
        sa.Column("notice", sa.Text, nullable=False),
        sa.Column("case_type", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("stages", sa.JSON, nullable=False),
        sa.Column("matter", sa.Text),
        sa.Column("mandatory", sa.Boolean, nullable=False),
        sa.Column("no_means_condition", sa.Boolean, nullable=False),
        sa.Column("minor", sa.Boolean, nullable=False),
        sa.Column("possible_penalty", sa.Text),
        sa.Column("party_divisions", sa.JSON, nullable=False),
        sa.Column("recipient_key", sa.Text, nullable=False),
        sa.Column("recipient_name_key", sa.Text, nullable=False),
        sa.Column("opponent_keys", sa.JSON, nullable=False),
        sa.Column("authority_name", sa.Text, nullable=False),
        sa.Column("authority_case_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("flags", sa.JSON, nullable=False),
        sa.Column("opened_date", sa.Date, nullable=False),
        sa.Column("pick_until_date", sa.Date),
        sa.Column("ended_date", sa.Date),
        sa.Column("end_basis", sa.Text),
        sa.Column("missing_items", sa.JSON, nullable=False),
        sa.Column("file_accepted_date", sa.Date),
        sa.Column("grade", sa.Text),
        sa.Column("termination", sa.JSON(none_as_null=True)),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("update_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("institution", "number", name="aid_case_number"),
        sa.CheckConstraint("(application = '') <> (notice = '')", name="aid_case_has_one_source"),
    )
    op.create_index("aid_case_by_division", "aid_case", ["division", "name"])
    op.create_index("aid_case_by_institution", "aid_case", ["institution", "name"])
    op.create_index("aid_case_by_state", "aid_case", ["state", "name"])
    op.create_index("aid_case_by_recipient", "aid_case", ["recipient_name_key"])
    op.create_index(
        "aid_case_of_application", "aid_case", ["application"], unique=True,
        postgresql_where=sa.text("application <> ''"), sqlite_where=sa.text("application <> ''"),
    )  # fmt: skip
    op.create_index(
        "aid_case_of_notice", "aid_case", ["notice"], unique=True,
        postgresql_where=sa.text("notice <> ''"), sqlite_where=sa.text("notice <> ''"),
    )  # fmt: skip
    op.create_table(
        "case_step",
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("happened_date", sa.Date, nullable=False),
        sa.Column("enter_time", Instant, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
    )
    op.create_table(
        "allocation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("decided_date", sa.Date, nullable=False),
        sa.Column("inputs", sa.JSON, nullable=False),
        sa.Column("choice", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("allocation_by_case", "allocation", ["case", "name"])
    op.create_index("allocation_by_division", "allocation", ["division", "name"])
    op.create_table(
        "case_assignment",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, sa.ForeignKey("handling_unit.name"), nullable=False),
        sa.Column("unit_name", sa.Text, nullable=False),
        sa.Column("handler", sa.Text, nullable=False),
        sa.Column("handler_name", sa.Text, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("allocation", sa.Text, sa.ForeignKey("allocation.name"), nullable=False),
        sa.Column("assigned_date", sa.Date, nullable=False),
        sa.Column("arranged_date", sa.Date),
        sa.Column("agreement_date", sa.Date),
        sa.Column("delay_cause", sa.Text, nullable=False),
        sa.Column("qualification", sa.JSON(none_as_null=True)),
        sa.Column("ended_date", sa.Date),
        sa.Column("ground", sa.Text),
        sa.Column("workload_share_bp", sa.Integer, nullable=False),
        sa.UniqueConstraint("case", "place", name="case_assignment_place"),
        sa.CheckConstraint("workload_share_bp BETWEEN 0 AND 10000", name="case_assignment_share"),
    )
    op.create_index("case_assignment_rota", "case_assignment", ["institution", "assigned_date"])
    op.create_index("case_assignment_by_handler", "case_assignment", ["handler", "case"])
    op.create_index("case_assignment_by_unit", "case_assignment", ["unit", "case"])
    op.create_table(
        "assignment_bar",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("lifted_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("assignment_bar_by_division", "assignment_bar", ["division", "name"])
    op.create_index("assignment_bar_by_subject", "assignment_bar", ["subject", "name"])
