"""Points on their way to the standard."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.create_table(
        "standard_check",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("service_point", sa.Text, sa.ForeignKey("service_point.name"), nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("township", sa.Text, nullable=False),
        sa.Column("planned_date", sa.Date, nullable=False),
        sa.Column("responsible", sa.Text, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("lawyer_count", sa.Integer, nullable=False),
        sa.Column("practitioner_count", sa.Integer, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("standard_check_by_division", "standard_check", ["division", "name"])
    op.create_index("standard_check_by_point", "standard_check", ["service_point", "name"])
