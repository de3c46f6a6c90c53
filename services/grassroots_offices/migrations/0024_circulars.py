"""Monthly circulars."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "circular",
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("remarks", sa.JSON, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("lines", sa.JSON, nullable=False),
        sa.Column("compiled_date", sa.Date, nullable=False),
        sa.Column("issued_date", sa.Date),
        sa.Column("issue_document", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("division", "period", name="circular_once_a_month"),
    )
    op.create_index("circular_by_division", "circular", ["division", "name"])
