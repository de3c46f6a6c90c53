"""What quotas are counted from: public-interest hours, trainings, work briefs, shares of legal-aid cases."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "service_hours",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("practitioner", sa.Text, sa.ForeignKey("practitioner.name"), nullable=False),
        sa.Column("service_date", sa.Date, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("pay", sa.Text, nullable=False),
        sa.Column("body_served", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("confirmer", sa.Text),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("service_hours_by_division", "service_hours", ["division", "name"])
    op.create_index("service_hours_by_practitioner", "service_hours", ["practitioner", "service_date"])
    op.create_table(
        "training",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("organiser", sa.Text, nullable=False),
        sa.Column("training_date", sa.Date, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("training_by_division", "training", ["division", "name"])
    op.create_table(
        "training_attendance",
        sa.Column("training", sa.Text, sa.ForeignKey("training.name"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("practitioner", sa.Text, sa.ForeignKey("practitioner.name"), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.UniqueConstraint("training", "practitioner", name="training_attended_once"),
    )
    op.create_index("training_attendance_by_practitioner", "training_attendance", ["practitioner"])
    op.create_table(
        "work_brief",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("submitted_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("return_ground", sa.Text),
        sa.Column("return_reason", sa.Text, nullable=False),
        sa.Column("adoptions", sa.JSON, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("work_brief_by_division", "work_brief", ["division", "name"])
    op.create_index("work_brief_by_office", "work_brief", ["office", "submitted_date"])
    op.create_table(
        "aid_case_share",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("aid_case", sa.Text, nullable=False),
        sa.Column("practitioner", sa.Text, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("share_bp", sa.Integer, nullable=False),
        sa.Column("accepted_date", sa.Date, nullable=False),
    )
    op.create_index("aid_case_share_by_practitioner", "aid_case_share", ["practitioner", "accepted_date"])
    op.create_table(
        "aid_case_grade",
        sa.Column("aid_case", sa.Text, primary_key=True),
        sa.Column("failed", sa.Boolean, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
