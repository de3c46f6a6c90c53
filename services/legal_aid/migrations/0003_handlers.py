"""Handling units and handlers."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "handling_unit",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("credit_code", sa.Text, nullable=False, unique=True),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("handling_unit_by_division", "handling_unit", ["division", "name"])
    op.create_table(
        "handler",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("unit", sa.Text, sa.ForeignKey("handling_unit.name"), nullable=False),
        sa.Column("full_name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("certificate_number", sa.Text, nullable=False, unique=True),
        sa.Column("criminal_defence_since", sa.Date),
        sa.Column("juvenile_tag", sa.JSON(none_as_null=True)),
        sa.Column("specialties", sa.JSON, nullable=False),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("public_office_periods", sa.JSON, nullable=False),
        sa.Column("in_directory", sa.Boolean, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("handler_by_division", "handler", ["division", "name"])
    op.create_index("handler_by_unit", "handler", ["unit", "name"])
