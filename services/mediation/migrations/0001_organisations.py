"""The first revision: organisations that mediate."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "mediation_organisation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("credit_code", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("founded_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("mediators_sealed", sa.Text, nullable=False),
        sa.Column("closed_date", sa.Date),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("mediation_organisation_by_division", "mediation_organisation", ["division", "name"])
    at_work = sa.text("state = 'ACTIVE'")
    op.create_index(
        "mediation_organisation_at_work", "mediation_organisation", ["division", "title"], unique=True,
        sqlite_where=at_work, postgresql_where=at_work,
    )  # fmt: skip
