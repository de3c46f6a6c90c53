"""Units under supervision and their people."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0009"
down_revision = "0008"
TEXTS = ("subject_type", "subject", "title", "division", "document_number", "topic", "state", "etag")


def upgrade() -> None:
    op.create_table(
        "supervised_unit",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("sections", "people", "ledgers")),
        sa.Column("create_time", Instant, nullable=False),
    )
    op.create_index("supervised_unit_by_division", "supervised_unit", ["division", "name"])
    op.create_index("supervised_unit_by_title", "supervised_unit", ["title"])
