"""Monthly income reports, a row for each version."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "income_report",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("gross_fee_fen", sa.BigInteger, nullable=False),
        sa.Column("refunds_fen", sa.BigInteger, nullable=False),
        sa.Column("pass_through_fen", sa.BigInteger, nullable=False),
        sa.Column("legal_aid_subsidy_fen", sa.BigInteger, nullable=False),
        sa.Column("other_income_fen", sa.BigInteger, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("correction_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("filed_date", sa.Date, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("office", "period", "version", name="income_report_version"),
    )
    op.create_index("income_report_by_division", "income_report", ["division", "name"])
