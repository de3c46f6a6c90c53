"""Where a report line was published; when a unit began its work in a campaign."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("campaign", sa.Column("hotlines", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("campaign_unit", sa.Column("begin_due_date", sa.Date))
    op.add_column("campaign_unit", sa.Column("begun_date", sa.Date))
    op.add_column("campaign_unit", sa.Column("begun_days_late", sa.Integer, nullable=False, server_default="0"))
