"""Draws: who is drawn more often, and what was counted of whom."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("draw", sa.Column("risk", sa.JSON))
    op.add_column("draw_roster", sa.Column("records", sa.JSON, nullable=False, server_default="[]"))
