"""Units that other services tell of: which register calls them what."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("supervised_unit", sa.Column("announced_as", sa.Text))
    op.create_index("supervised_unit_announced", "supervised_unit", ["announced_as"], unique=True)
