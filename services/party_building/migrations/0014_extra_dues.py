"""One-off dues."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "extra_dues_payment",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("member", sa.Text, sa.ForeignKey("member.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("amount_sealed", sa.Text, nullable=False),
        sa.Column("paid_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, sa.ForeignKey("party_organisation.name"), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("remitted_to", sa.Text, nullable=False),
        sa.Column("remitted_date", sa.Date),
        sa.Column("remittance_document_number", sa.Text, nullable=False),
        sa.Column("receipt_number", sa.Text, nullable=False),
        sa.Column("receipt_date", sa.Date),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("extra_dues_payment_by_division", "extra_dues_payment", ["division", "name"])
    op.create_index("extra_dues_payment_by_organisation", "extra_dues_payment", ["organisation", "name"])
