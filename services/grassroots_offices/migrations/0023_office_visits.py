"""Visits to offices."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "office_visit",
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("visited_date", sa.Date, nullable=False),
        sa.Column("officers", sa.JSON, nullable=False),
        sa.Column("missing_display", sa.JSON, nullable=False),
        sa.Column("independent_premises", sa.Boolean, nullable=False),
        sa.Column("separate_from_bureau", sa.Boolean, nullable=False),
        sa.Column("systems_in_use", sa.Boolean, nullable=False),
        sa.Column("files_sampled", sa.Integer, nullable=False),
        sa.Column("files_qualified", sa.Integer, nullable=False),
        sa.Column("fees_in_order", sa.Boolean, nullable=False),
        sa.Column("party_work", sa.Text, nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
        sa.Column("due_date", sa.Date),
        sa.Column("photos", sa.JSON, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("rechecks", sa.JSON, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("office_visit_by_division", "office_visit", ["division", "name"])
    op.create_index("office_visit_by_office", "office_visit", ["office", "visited_date"])
