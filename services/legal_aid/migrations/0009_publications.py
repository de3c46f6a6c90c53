"""Published tables with their bytes and the position of the event log they were computed at."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("subject_name", sa.Text, nullable=False),
        sa.Column("supervision_contact", sa.Text, nullable=False),
        sa.Column("basis", sa.JSON, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("readable_text", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("published_date", sa.Date),
        sa.Column("published_at", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("due_date", sa.Date),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("publication_by_division", "publication", ["division", "name"])
