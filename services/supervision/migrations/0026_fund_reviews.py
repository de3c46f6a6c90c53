"""The yearly reviews of funds."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0026"
down_revision = "0025"
TEXTS = (
    "division", "institution", "document_number", "performance_reference", "outcome_reason", "outcome_document",
    "state", "etag",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "fund_review",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("checks", sa.JSON, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("concluded_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("institution", "year", name="fund_review_once"),
    )
    op.create_index("fund_review_by_division", "fund_review", ["division", "name"])
