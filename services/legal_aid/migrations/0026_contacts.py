"""Register of visits, calls and letters."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("received_date", sa.Date, nullable=False),
        sa.Column("door", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("person_name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("person_group", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("need", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("first_receiver", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("joint_owners", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("handovers", sa.JSON, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("closed_date", sa.Date),
        sa.Column("referred_to", sa.Text, nullable=False),
        sa.Column("appointment_date", sa.Date),
        sa.Column("became", sa.Text, nullable=False),
        sa.Column("extension_reason", sa.Text, nullable=False),
        sa.Column("overdue_told_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("contact_by_division", "contact", ["division", "name"])
    op.create_index("contact_by_state", "contact", ["state", "name"])
    op.create_index("contact_by_owner", "contact", ["owner", "name"])
