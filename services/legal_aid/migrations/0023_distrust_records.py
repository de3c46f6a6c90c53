"""The list of untrustworthy conduct, and which cases of a sample are drawn more often for it."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "distrust_record",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("notice_date", sa.Date, nullable=False),
        sa.Column("statement_date", sa.Date, nullable=False),
        sa.Column("finding_date", sa.Date, nullable=False),
        sa.Column("until_date", sa.Date, nullable=False),
        sa.Column("ending", sa.Text),
        sa.Column("ending_document", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("subject", "document", name="distrust_record_finding"),
        sa.CheckConstraint("notice_date <= statement_date", name="distrust_record_heard"),
        sa.CheckConstraint("statement_date <= finding_date", name="distrust_record_found"),
        sa.CheckConstraint("(ending IS NULL) = (ending_document = '')", name="distrust_record_ended"),
    )
    op.create_index("distrust_record_by_division", "distrust_record", ["division", "name"])
    op.add_column("evaluation_sample", sa.Column("doubled", sa.JSON, nullable=False, server_default="[]"))
