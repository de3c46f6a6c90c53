"""Satisfaction of everybody who came and of every party of an application case."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("party", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("invited_date", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("channel", sa.Text),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("answered_date", sa.Date),
        sa.Column("called_back_date", sa.Date),
        sa.Column("callback_result", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("subject", "party", name="rating_once"),
        sa.CheckConstraint("score between 0 and 5", name="rating_score"),
    )
    op.create_index("rating_by_division", "rating", ["division", "name"])
    op.create_index("rating_by_date", "rating", ["invited_date"])
