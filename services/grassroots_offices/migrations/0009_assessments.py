"""Yearly assessments, with the facts that their sheets were computed from."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "assessment",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("filed_date", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("overdue", sa.Boolean, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("office_opinion", sa.JSON),
        sa.Column("county_review", sa.JSON),
        sa.Column("facts", sa.JSON),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("sheet_sha256", sa.Text, nullable=False),
        sa.Column("grading", sa.JSON),
        sa.Column("objection", sa.JSON),
        sa.Column("final_grade", sa.Text),
        sa.Column("final_date", sa.Date),
        sa.Column("published_document", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("subject", "year", name="assessment_once_a_year"),
    )
    op.create_index("assessment_by_division", "assessment", ["division", "name"])
