"""Payment files and their lines."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "payment_batch",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("fund_source", sa.Text, sa.ForeignKey("fund_source.name"), nullable=False),
        sa.Column("payment_count", sa.Integer, nullable=False),
        sa.Column("total_fen", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("exported_by", sa.Text, nullable=False),
        sa.Column("exported_date", sa.Date, nullable=False),
        sa.Column("result_sha256", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.CheckConstraint("(state = 'PAID') = (result_sha256 <> '')", name="payment_batch_has_result"),
    )
    op.create_index("payment_batch_by_division", "payment_batch", ["division", "name"])
    op.create_table(
        "payment_line",
        sa.Column("payable", sa.Text, primary_key=True),
        sa.Column("batch", sa.Text, sa.ForeignKey("payment_batch.name"), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("paid_date", sa.Date),
        sa.Column("bank_reference", sa.Text),
        sa.CheckConstraint("amount_fen >= 1", name="payment_line_amount"),
    )
    op.create_index("payment_line_of_batch", "payment_line", ["batch", "payable"])
