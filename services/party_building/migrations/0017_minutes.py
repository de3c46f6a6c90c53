"""What the minutes of a meeting were, by their digest."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("party_meeting", sa.Column("minutes_sha256", sa.Text, nullable=False, server_default=""))
