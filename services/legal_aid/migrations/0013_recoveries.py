"""Recoveries of what aid cost that was got by deceit."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0013"
down_revision = "0012"
RUNNING = sa.text("state IN ('OPENED', 'DEMANDED')")


def upgrade() -> None:
    op.create_table(
        "recovery",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), nullable=False),
        sa.Column("termination_number", sa.Text, nullable=False),
        sa.Column("lines", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("demanded_by", sa.Text, nullable=False),
        sa.Column("demanded_date", sa.Date),
        sa.Column("voucher", sa.Text, nullable=False),
        sa.Column("received_fen", sa.BigInteger, nullable=False),
        sa.Column("received_date", sa.Date),
        sa.Column("fine_document", sa.Text, nullable=False),
        sa.Column("fine_fen", sa.BigInteger, nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.CheckConstraint("state NOT IN ('DEMANDED', 'SETTLED') OR demanded_by <> ''", name="recovery_is_demanded"),
        sa.CheckConstraint("received_fen >= 0 AND fine_fen >= 0", name="recovery_amounts"),
        sa.CheckConstraint("(fine_fen > 0) = (fine_document <> '')", name="recovery_fine_is_decided"),
    )
    op.create_index("recovery_by_division", "recovery", ["division", "name"])
    op.create_index(
        "recovery_running", "recovery", ["case"], unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING
    )
