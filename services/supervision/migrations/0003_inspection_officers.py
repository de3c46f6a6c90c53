"""Certified inspection officers."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "inspection_officer",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("full_name", sa.Text, nullable=False),
        sa.Column("certificate_number", sa.Text, nullable=False, unique=True),
        sa.Column("valid_from_date", sa.Date, nullable=False),
        sa.Column("valid_until_date", sa.Date, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("interests", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("inspection_officer_by_division", "inspection_officer", ["division", "name"])
