"""Bulletins."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0021"
down_revision = "0020"
TEXTS = ("division", "period", "remark", "state", "issue_document", "etag")


def upgrade() -> None:
    op.create_table(
        "bulletin",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("figures", "named", "positions")),
        sa.Column("compiled_date", sa.Date, nullable=False),
        sa.Column("issued_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("division", "period", name="bulletin_once_a_period"),
    )
    op.create_index("bulletin_by_division", "bulletin", ["division", "name"])
