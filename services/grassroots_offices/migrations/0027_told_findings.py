"""What other services told of subjects for their yearly assessments."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "told_finding",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("found_date", sa.Date, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("standing", sa.Boolean, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_index("told_finding_by_subject", "told_finding", ["subject", "year"])
    op.create_table(
        "told_coverage",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("required", sa.Text, nullable=False),
        sa.Column("actual", sa.Text, nullable=False),
        sa.Column("reached", sa.Boolean, nullable=False),
        sa.Column("since_date", sa.Date, nullable=False),
    )
    op.create_index("told_coverage_by_office", "told_coverage", ["office", "since_date"])
