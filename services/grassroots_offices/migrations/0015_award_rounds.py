"""Rounds of awards."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "award_round",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("compiled_date", sa.Date, nullable=False),
        sa.Column("decision_document", sa.Text, nullable=False),
        sa.Column("chosen_date", sa.Date),
        sa.Column("published_document", sa.Text, nullable=False),
        sa.Column("published_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("division", "kind", "year", name="award_round_once"),
    )
    op.create_index("award_round_by_division", "award_round", ["division", "name"])
