"""Requests for another handler, each with a clock of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "replacement_request",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), nullable=False),
        sa.Column("assignment", sa.Text, sa.ForeignKey("case_assignment.name"), nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("requested_date", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
    )
    op.create_index("replacement_request_by_case", "replacement_request", ["case"])
    waiting = sa.text("state = 'WAITING'")
    op.create_index(
        "replacement_request_waiting", "replacement_request", ["assignment"], unique=True, sqlite_where=waiting,
        postgresql_where=waiting,
    )  # fmt: skip
