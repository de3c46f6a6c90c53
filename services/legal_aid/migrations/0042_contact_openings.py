"""Registers of visits and calls that were kept before the system came."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.create_table(
        "contact_opening",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("cut_off_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("open_count", sa.Integer, nullable=False),
        sa.Column("prepared_by", sa.Text, nullable=False),
        sa.Column("entered_by", sa.Text, nullable=False),
        sa.Column("entered_date", sa.Date),
        sa.Column("withdrawal_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("rows", sa.JSON(none_as_null=True)),
    )
    op.create_index("contact_opening_by_division", "contact_opening", ["division", "name"])
    op.create_table(
        "opening_number",
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), primary_key=True),
        sa.Column("number", sa.Text, primary_key=True),
        sa.Column("contact", sa.Text, sa.ForeignKey("contact.name"), nullable=False),
    )
