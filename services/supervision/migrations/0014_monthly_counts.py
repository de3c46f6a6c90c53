"""What institutions have by month: neglected contacts, cases, consultations. The count of neglected contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column(
        "institution_tally", sa.Column("neglected_contact_count", sa.BigInteger, nullable=False, server_default="0")
    )
    op.create_table(
        "monthly_count",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("thing", "institution", "month")),
        sa.Column("count", sa.Integer, nullable=False),
    )
