"""Who grades how much of an institution's cases in a month."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "grader_count",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("institution", "month", "grader")),
        sa.Column("count", sa.Integer, nullable=False),
    )
