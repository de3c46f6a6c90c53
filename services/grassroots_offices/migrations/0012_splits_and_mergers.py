"""Which office took another one over, which one it was split from, and how the remaining one stood."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    for name in ("successor", "origin"):
        op.add_column("office", sa.Column(name, sa.Text, nullable=False, server_default=""))
    verdicts = sa.Column("remaining_verdicts", sa.JSON, nullable=False, server_default="[]")
    op.add_column("licence_application", verdicts)
