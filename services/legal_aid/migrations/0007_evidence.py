"""Evidence and who looked at it."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    texts = ("subject", "division", "step", "kind", "media_type", "title", "sha256", "entry_reason", "state", "etag")
    op.create_table(
        "evidence",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("captured_date", sa.Date, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("subject", "sha256", name="evidence_of_subject"),
        sa.CheckConstraint("size_bytes > 0", name="evidence_size"),
    )
    op.create_index("evidence_by_division", "evidence", ["division", "name"])
    op.create_table(
        "evidence_view",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("evidence", sa.Text, sa.ForeignKey("evidence.name"), nullable=False),
        sa.Column("viewer", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("outsider", sa.Boolean, nullable=False),
        sa.Column("view_time", Instant, nullable=False),
    )
    op.create_index("evidence_view_by_evidence", "evidence_view", ["evidence", "name"])
