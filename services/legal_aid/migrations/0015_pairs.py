"""Practitioners who co-handle a case with the lawyer who leads."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("case_assignment", sa.Column("lead", sa.Text, nullable=False, server_default=""))
    op.add_column("case_assignment", sa.Column("pair_bp", sa.Integer, nullable=False, server_default="0"))
