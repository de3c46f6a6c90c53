"""Monthly public-opinion briefs."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.create_table(
        "opinion_brief",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("media", sa.JSON, nullable=False),
        sa.Column("assessment", sa.Text, nullable=False),
        sa.Column("advice", sa.Text, nullable=False),
        sa.Column("addressees", sa.JSON, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("institution", "month"),
    )
    op.create_index("opinion_brief_by_division", "opinion_brief", ["division", "name"])
