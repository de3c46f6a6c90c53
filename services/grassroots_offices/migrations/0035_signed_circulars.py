"""Circulars are signed when they are issued. What was issued before has no signature."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.add_column("circular", sa.Column("signed_text", sa.Text, nullable=False, server_default=""))
