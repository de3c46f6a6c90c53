"""Referrals to legal aid's front desk."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "referral",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("dispute", sa.Text, nullable=False),
        sa.Column("party", sa.Integer, nullable=False),
        sa.Column("agreed_date", sa.Date, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("referred_date", sa.Date, nullable=False),
        sa.Column("words_sealed", sa.Text, nullable=False),
        sa.Column("contact_request_id", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("contact_key", sa.Text),
        sa.Column("answered_date", sa.Date),
        sa.Column("answer_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("dispute", "party", name="referral_of_party"),
        sa.UniqueConstraint("contact_key", name="referral_of_contact"),
    )
    op.create_index("referral_by_division", "referral", ["division", "name"])
