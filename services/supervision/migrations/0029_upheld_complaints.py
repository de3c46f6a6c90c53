"""Complaints that were upheld, and against whom: they count in draws."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "upheld_complaint",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("complaint", "subject")),
        sa.Column("concluded_date", sa.Date, nullable=False),
    )
    op.create_index("upheld_complaint_by_subject", "upheld_complaint", ["subject", "concluded_date"])
