"""Messages to people: written with the fact they tell of, sent later."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "outgoing_message",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("once", sa.Text, nullable=False, unique=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("content_sealed", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_time", Instant, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("end_time", Instant),
        sa.Column("told_by", sa.Text, nullable=False),
        sa.Column("told_date", sa.Date),
    )
    op.create_index("outgoing_message_by_time", "outgoing_message", ["state", "due_time"])
    op.create_index("outgoing_message_of_subject", "outgoing_message", ["subject", "name"])
    op.create_index("outgoing_message_of_owner", "outgoing_message", ["owner", "state", "name"])
