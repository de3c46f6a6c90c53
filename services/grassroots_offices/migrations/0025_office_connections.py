"""How offices are connected."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "office_connection",
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), primary_key=True),
        sa.Column("intranet_since_date", sa.Date),
        sa.Column("internet_since_date", sa.Date),
        sa.Column("website", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
    )
