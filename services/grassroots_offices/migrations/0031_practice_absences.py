"""Absences from practice."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "practice_absence",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("practitioner", sa.Text, sa.ForeignKey("practitioner.name"), nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("medical_until_date", sa.Date),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("dismiss_from_date", sa.Date, nullable=False),
        sa.Column("end_date", sa.Date),
        sa.Column("end_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("practice_absence_by_division", "practice_absence", ["division", "name"])
    op.create_index("practice_absence_by_practitioner", "practice_absence", ["practitioner", "state"])
    op.create_index("practice_absence_by_office", "practice_absence", ["office", "state"])
