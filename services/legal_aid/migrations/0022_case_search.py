"""Texts by which cases are found; the job `index-cases` writes those of the cases that are there."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    array = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "case_search",
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("form", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("pairs", postgresql.ARRAY(sa.Text) if array else sa.Text),
    )
    op.create_index("case_search_by_form", "case_search", ["form", "case"])
    op.create_index("case_search_by_pair", "case_search", ["pairs"], postgresql_using="gin")
