"""Tips, to whom they are sealed, and the gate of whoever writes them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
TEXTS = ("division", "subject", "tip_class", "state", "reply_key", "clue", "reason_sealed", "etag")
RECIPIENT_TEXTS = ("account", "division", "public_key", "document_number", "etag")


def upgrade() -> None:
    op.create_table(
        "tip",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("locator_sha256", sa.Text, nullable=False, unique=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("received_date", sa.Date, nullable=False, index=True),
        sa.Column("copies", sa.JSON, nullable=False),
        sa.Column("replies", sa.JSON, nullable=False),
        sa.Column("closed_date", sa.Date),
    )
    op.create_table(
        "tip_reader",
        sa.Column("recipient", sa.Text, primary_key=True),
        sa.Column("tip", sa.Text, primary_key=True),
    )
    op.create_table(
        "tip_recipient",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in RECIPIENT_TEXTS),
        sa.Column("concerned", sa.JSON, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.UniqueConstraint("account", "division", name="tip_recipient_account"),
    )
    op.create_table("tip_gate", sa.Column("only", sa.Integer, primary_key=True))
