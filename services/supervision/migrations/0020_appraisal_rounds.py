"""Appraisal rounds."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0020"
down_revision = "0019"
TEXTS = ("kind", "division", "title", "unit_title", "panel_note", "document_number", "state", "etag")


def upgrade() -> None:
    op.create_table(
        "appraisal_round",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("panel", "reports", "opinions")),
        *(sa.Column(name, sa.Date) for name in ("opened_date", "closed_date")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("asked_count", "returned_count")),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("appraisal_round_by_division", "appraisal_round", ["division", "name"])
