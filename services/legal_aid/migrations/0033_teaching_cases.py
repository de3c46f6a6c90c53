"""Teaching cases and their uses."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.create_table(
        "teaching_case",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("consent_document", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("uses", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("teaching_case_by_division", "teaching_case", ["division", "name"])
