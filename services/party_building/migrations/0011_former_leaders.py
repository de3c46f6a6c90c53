"""Who led an office before, which tells who was promoted."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("office_leaders", sa.Column("known_before", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("office_leaders", sa.Column("former", sa.JSON, nullable=False, server_default="[]"))
