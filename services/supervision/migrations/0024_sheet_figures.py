"""Figures of the five-topic sheets: files read, clients called, complaints and petitions with results."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("self_inspection", sa.Column("figures", sa.JSON))
