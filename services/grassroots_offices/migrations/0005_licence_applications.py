"""Applications for licences with their steps; offices and practitioners before their first licence, holds, leaves.

NOTE: SQLite cannot let go of NOT NULL, so there the table is made anew between its children: they are put aside first,
because dropping a table deletes its rows, which foreign keys would see.
"""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0005"
down_revision = "0004"
MADE_BY = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL ORDER BY rowid")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        office = ("credit_code TEXT", "licence_number TEXT", "licensed_date DATE")
        _rebuild("office", children=("cure_period", "income_report"), nullable=office)
        _rebuild(
            "practitioner", children=("practice_span",), nullable=("certificate_number TEXT", "certified_date DATE")
        )
    else:
        for column in ("credit_code", "licence_number", "licensed_date"):
            op.alter_column("office", column, nullable=True)
        op.alter_column("practitioner", "certificate_number", nullable=True)
        op.alter_column("practitioner", "certified_date", nullable=True)
    op.add_column("office", sa.Column("director", sa.Text, nullable=False, server_default=""))
    op.add_column("office", sa.Column("charter_document", sa.Text, nullable=False, server_default=""))
    op.add_column("office", sa.Column("termination_ground", sa.Text))
    op.add_column("office", sa.Column("liquidation_ended_date", sa.Date))
    op.add_column("practitioner", sa.Column("internship_date", sa.Date))
    op.add_column("practitioner", sa.Column("suspended_until_date", sa.Date))
    for column in ("former_posts", "leaves", "holds"):
        op.add_column("practitioner", sa.Column(column, sa.JSON, nullable=False, server_default="[]"))
    op.create_table(
        "licence_application",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("practitioner", sa.Text, nullable=False),
        sa.Column("from_office", sa.Text, nullable=False),
        sa.Column("practice", sa.JSON),
        sa.Column("transfer", sa.JSON),
        sa.Column("office_statement", sa.JSON),
        sa.Column("verdicts", sa.JSON, nullable=False),
        sa.Column("papers", sa.JSON, nullable=False),
        sa.Column("missing_papers", sa.JSON, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("received_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("notice", sa.JSON),
        sa.Column("accepted_date", sa.Date),
        sa.Column("opinion", sa.JSON),
        sa.Column("decision", sa.JSON),
        sa.Column("party_step", sa.JSON),
        sa.Column("completed_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("licence_application_by_division", "licence_application", ["division", "name"])
    op.create_index("licence_application_by_practitioner", "licence_application", ["practitioner", "name"])
    op.create_index("licence_application_by_office", "licence_application", ["office", "name"])
    op.create_table(
        "licence_step",
        sa.Column("licence_application", sa.Text, sa.ForeignKey("licence_application.name"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("happened_date", sa.Date, nullable=False),
        sa.Column("enter_time", Instant, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
    )


def _rebuild(table: str, *, children: tuple[str, ...], nullable: tuple[str, ...]) -> None:
    """Make a table of SQLite anew whose named columns may be null; rows, indexes and children stay as they are."""
    connection = op.get_bind()
    tables = (*children, table)
    made = {name: [row.sql for row in connection.execute(MADE_BY, {"table": name})] for name in tables}
    for name in tables:
        op.execute(f"CREATE TABLE kept_{name} AS SELECT * FROM {name}")  # noqa: S608 - names of this file
        op.execute(f"DROP TABLE {name}")
    for column in nullable:
        made[table][0] = made[table][0].replace(f"{column} NOT NULL", column)
    for name in reversed(tables):
        for statement in made[name]:
            op.execute(statement)
        op.execute(f"INSERT INTO {name} SELECT * FROM kept_{name}")  # noqa: S608 - names of this file
        op.execute(f"DROP TABLE kept_{name}")
