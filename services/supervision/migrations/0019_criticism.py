"""The penalty on which a criticism rests."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("clue", sa.Column("penalty", sa.Text, nullable=False, server_default=""))
