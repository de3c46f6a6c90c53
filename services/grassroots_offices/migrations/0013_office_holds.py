"""Holds of offices, and applications that are to cure what one was laid for."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "office_hold",
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), primary_key=True),
        sa.Column("hold", sa.Text, primary_key=True),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("lifted_date", sa.Date),
    )
    op.add_column("licence_application", sa.Column("cured_hold", sa.Text, nullable=False, server_default=""))
