"""Calls of the hotline, and what contacts are about."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.add_column("contact", sa.Column("call", sa.JSON(none_as_null=True)))
    op.add_column("contact", sa.Column("category", sa.Text))
