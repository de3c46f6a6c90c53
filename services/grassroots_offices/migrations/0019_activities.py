"""Activities, and requests about rights to practise."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("activity_date", sa.Date, nullable=False),
        sa.Column("offices", sa.JSON, nullable=False),
        sa.Column("practitioners", sa.JSON, nullable=False),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("cost_fen", sa.BigInteger, nullable=False),
        sa.Column("cost_source", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("resolutions", sa.JSON, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("activity_by_division", "activity", ["division", "name"])
    op.create_index("activity_by_kind", "activity", ["kind", "activity_date"])
    op.create_table(
        "rights_request",
        sa.Column("practitioner", sa.Text, sa.ForeignKey("practitioner.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("requested_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("taken_up_document", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answer_document", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("rights_request_by_division", "rights_request", ["division", "name"])
    op.create_index("rights_request_by_practitioner", "rights_request", ["practitioner"])
