"""Complaints and duty shifts."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _create_complaint()
    _create_duty_shift()


def _create_complaint() -> None:
    texts = (
        "division", "form", "complainant_full_name", "complainant_role", "complainant_contact", "target_kind",
        "target_resource", "target_display_name", "ground", "statement", "about", "clue", "entry_reason", "state",
        "merged_into", "etag",
    )  # fmt: skip
    parts = ("supplement", "acceptance", "extension", "conclusion", "answer")
    op.create_table(
        "complaint",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("received_date", sa.Date, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        *(sa.Column(name, sa.JSON(none_as_null=True)) for name in parts),
        sa.Column("investigators", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("update_time", Instant, nullable=False),
    )
    op.create_index("complaint_by_division", "complaint", ["division", "name"])
    op.create_index("complaint_by_institution", "complaint", ["institution", "name"])
    op.create_index("complaint_by_state", "complaint", ["state", "name"])
    op.create_index("complaint_by_about", "complaint", ["about", "name"])
    op.create_index("complaint_by_merged_into", "complaint", ["merged_into"])
    op.create_table(
        "complaint_step",
        sa.Column("complaint", sa.Text, sa.ForeignKey("complaint.name"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("happened_date", sa.Date, nullable=False),
        sa.Column("enter_time", Instant, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
    )


def _create_duty_shift() -> None:
    op.create_table(
        "duty_shift",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("lawyer", sa.Text, sa.ForeignKey("handler.name"), nullable=False),
        sa.Column("shift_date", sa.Date, nullable=False),
        sa.Column("halves", sa.JSON, nullable=False),
        sa.Column("half_days", sa.Integer, nullable=False),
        sa.Column("persons_helped", sa.Integer, nullable=False),
        sa.Column("plea_items", sa.Integer, nullable=False),
        sa.Column("public_office", sa.Boolean, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("voiding", sa.JSON(none_as_null=True)),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.CheckConstraint("half_days between 1 and 2", name="duty_shift_half_days"),
        sa.CheckConstraint("persons_helped >= 0 and plea_items >= 0", name="duty_shift_counts"),
    )
    op.create_index("duty_shift_by_division", "duty_shift", ["division", "name"])
    op.create_index("duty_shift_by_lawyer", "duty_shift", ["lawyer", "name"])
    op.create_index("duty_shift_by_date", "duty_shift", ["shift_date", "lawyer", "place"])
    op.create_table(
        "duty_half_day",
        sa.Column("lawyer", sa.Text, primary_key=True),
        sa.Column("shift_date", sa.Date, primary_key=True),
        sa.Column("half", sa.Text, primary_key=True),
        sa.Column("duty_shift", sa.Text, sa.ForeignKey("duty_shift.name"), nullable=False, index=True),
    )
