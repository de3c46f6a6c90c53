"""Contacts of legal aid's front desk that were handed over."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "handed_contact",
        sa.Column("contact", sa.Text, primary_key=True),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("referred_date", sa.Date, nullable=False),
        sa.Column("dispute", sa.Text, nullable=False),
        sa.Column("read_request_id", sa.Text, nullable=False),
        sa.Column("answer_request_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("handed_contact_by_state", "handed_contact", ["state", "contact"])
