"""Fines that were paid, and what was done when a recipient did not pay in time."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("recovery", sa.Column("fine_voucher", sa.Text, nullable=False, server_default=""))
    op.add_column("recovery", sa.Column("fine_paid_date", sa.Date))
    op.add_column("recovery", sa.Column("pursuits", sa.JSON, nullable=False, server_default="[]"))
