"""Who examines applications, and when examiners are away."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        "examination",
        sa.Column("licence_application", sa.Text, sa.ForeignKey("licence_application.name"), primary_key=True),
        sa.Column("examiner", sa.Text, nullable=False),
        sa.Column("assigned_date", sa.Date),
        sa.Column("claimed_by", sa.Text, nullable=False),
        sa.Column("claim_time", Instant),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("examination_by_examiner", "examination", ["examiner", "licence_application"])
    op.create_table(
        "examiner_absence",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("examiner", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("to_date", sa.Date, nullable=False),
        sa.Column("cover", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("cancelled_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("examiner_absence_by_division", "examiner_absence", ["division", "name"])
    op.create_index("examiner_absence_by_day", "examiner_absence", ["to_date"])
