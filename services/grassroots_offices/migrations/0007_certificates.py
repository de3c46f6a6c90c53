"""Licences and certificates that are handed out."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0007"
down_revision = "0006"
IN_FORCE = sa.text("state = 'ISSUED' AND copy = 'ORIGINAL'")


def upgrade() -> None:
    texts = ("subject", "copy", "document_number", "entry_reason", "state", "number", "content", "signature", "qr_text")
    op.create_table(
        "certificate",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(text, sa.Text, nullable=False) for text in texts),
        sa.Column("issued_date", sa.Date, nullable=False),
        sa.Column("withdrawn_date", sa.Date),
        sa.Column("withdrawal_document", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("certificate_by_division", "certificate", ["division", "name"])
    op.create_index("certificate_by_subject", "certificate", ["subject", "name"])
    op.create_index(
        "certificate_one_original", "certificate", ["subject"], unique=True, sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )  # fmt: skip
