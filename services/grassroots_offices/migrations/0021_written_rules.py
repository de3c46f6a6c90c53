"""Written rules of offices."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "written_rule",
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("adopted_date", sa.Date, nullable=False),
        sa.Column("posted", sa.Boolean, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("uses", sa.JSON, nullable=False),
        sa.Column("repealed_date", sa.Date),
        sa.Column("repeal_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("written_rule_by_division", "written_rule", ["division", "name"])
    where = sa.text("state = 'IN_FORCE' AND kind <> 'OTHER'")
    op.create_index(
        "written_rule_once", "written_rule", ["office", "kind"], unique=True, sqlite_where=where, postgresql_where=where
    )  # fmt: skip
