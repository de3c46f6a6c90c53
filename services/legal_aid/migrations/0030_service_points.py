"""Service points and the areas they cover."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "service_area",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("township", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("institution", "level", "township", "display_name", name="service_area_once"),
    )
    op.create_index("service_area_by_division", "service_area", ["division", "name"])
    op.create_table(
        "service_point",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("area", sa.Text, sa.ForeignKey("service_area.name"), nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("hours", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("service_point_by_division", "service_point", ["division", "name"])
    op.create_index("service_point_by_area", "service_point", ["area"])
