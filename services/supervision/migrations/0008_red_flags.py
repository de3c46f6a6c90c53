"""Facts that detectors look at, and the red flags they raise."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0008"
down_revision = "0007"
TEXTS = ("detector", "institution", "division", "month", "rule_id", "state", "clue", "reason", "etag")


def upgrade() -> None:
    op.create_table(
        "observation",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("subject", "institution", "division", "month")),
        sa.Column("faults", sa.JSON, nullable=False),
        sa.Column("happened_date", sa.Date, nullable=False),
    )
    op.create_index("observation_by_institution", "observation", ["institution", "month"])
    op.create_table(
        "red_flag",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("threshold", sa.Integer, nullable=False),
        sa.Column("provenance", sa.JSON, nullable=False),
        sa.Column("decided_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("detector", "institution", "month", name="red_flag_cause"),
    )
    op.create_index("red_flag_by_division", "red_flag", ["division", "name"])
