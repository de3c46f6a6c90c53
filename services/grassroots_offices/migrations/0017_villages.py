"""Villages, their advisers, and what they do."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "village",
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("removal_reason", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("village_by_division", "village", ["division", "name"])
    where = sa.text("state = 'LISTED'")
    op.create_index(
        "village_listed_once", "village", ["division", "display_name"], unique=True, sqlite_where=where,
        postgresql_where=where,
    )  # fmt: skip
    op.create_table(
        "village_adviser",
        sa.Column("village", sa.Text, sa.ForeignKey("village.name"), nullable=False),
        sa.Column("practitioner", sa.Text, nullable=False),
        sa.Column("lawyer_name", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("pay", sa.Text, nullable=False),
        sa.Column("group_name", sa.Text, nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("until_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("end_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("village_adviser_by_division", "village_adviser", ["division", "name"])
    op.create_index("village_adviser_by_practitioner", "village_adviser", ["practitioner"])
    op.create_index("village_adviser_by_village", "village_adviser", ["village"])
    op.create_table(
        "adviser_log",
        sa.Column("village_adviser", sa.Text, sa.ForeignKey("village_adviser.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("log_date", sa.Date, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("service_hours", sa.Text, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("adviser_log_by_adviser", "adviser_log", ["village_adviser", "log_date"])
    op.create_index("adviser_log_by_division", "adviser_log", ["division", "name"])
