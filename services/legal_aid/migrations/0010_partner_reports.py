"""What partner services report of handlers and units, the names they know them by, and bars that follow from it."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0010"
down_revision = "0009"
GIVEN = sa.text("external_name <> ''")


def upgrade() -> None:
    for table in ("handling_unit", "handler"):
        op.add_column(table, sa.Column("external_name", sa.Text, nullable=False, server_default=""))
        op.create_index(
            f"{table}_by_external_name", table, ["external_name"], unique=True, sqlite_where=GIVEN,
            postgresql_where=GIVEN,
        )  # fmt: skip
    op.add_column("handler", sa.Column("practising_since", sa.Date))
    op.add_column("assignment_bar", sa.Column("reported_by", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "partner_report",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("cause", sa.Text),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("grade", sa.Text),
        sa.Column("from_date", sa.Date),
        sa.Column("until_date", sa.Date),
        sa.Column("as_of_position", sa.BigInteger, nullable=False),
        sa.Column("as_of", Instant, nullable=False),
        sa.UniqueConstraint("subject", "source", "topic", "reference", name="partner_report_fact"),
    )
    op.create_index("partner_report_by_division", "partner_report", ["division", "name"])
