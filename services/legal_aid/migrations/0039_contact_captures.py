"""Keys of points, and the records that were handed in."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.add_column("service_point", sa.Column("capture_key", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "contact_capture",
        sa.Column("record_id", sa.Text, primary_key=True),
        sa.Column("contact", sa.Text, sa.ForeignKey("contact.name"), nullable=False),
        sa.Column("service_point", sa.Text, sa.ForeignKey("service_point.name"), nullable=False),
        sa.Column("captured_by", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
