"""Service lists, a row for each version."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "service_list",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("duty_lawyers", sa.Text, nullable=False),
        sa.Column("supervision", sa.Text, nullable=False),
        sa.Column("telephone", sa.Text, nullable=False),
        sa.Column("promise", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("published_date", sa.Date),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("postings", sa.JSON, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("institution", "version", name="service_list_version"),
    )
    op.create_index("service_list_by_division", "service_list", ["division", "name"])
    for name, state in (("service_list_draft", "DRAFT"), ("service_list_shown", "PUBLISHED")):
        where = sa.text(f"state = '{state}'")
        op.create_index(name, "service_list", ["institution"], unique=True, sqlite_where=where, postgresql_where=where)
