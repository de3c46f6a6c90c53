"""Files on passing oneself off as legal aid."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "imposture",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("offender", sa.Text, nullable=False),
        sa.Column("gain_fen", sa.BigInteger, nullable=False),
        sa.Column("found_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("confiscated_fen", sa.BigInteger, nullable=False),
        sa.Column("fine_fen", sa.BigInteger, nullable=False),
        sa.Column("decided_date", sa.Date),
        sa.Column("decision_document", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("division", "document_number", name="imposture_finding"),
    )
    op.create_index("imposture_by_division", "imposture", ["division", "name"])
