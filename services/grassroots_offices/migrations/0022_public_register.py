"""The public register, fact by fact. What was known before is taken as known since it was entered."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0022"
down_revision = "0021"
OFFICE = sa.table(
    "office", *map(sa.column, ("name", "display_name", "licence_number", "form", "director", "state", "division")),
    sa.column("premises", sa.JSON), sa.column("licensed_date", sa.Date), sa.column("state_date", sa.Date),
    sa.column("create_time", Instant),
)  # fmt: skip
PRACTITIONER = sa.table(
    "practitioner", *map(sa.column, ("name", "full_name", "certificate_number", "division")),
    sa.column("certified_date", sa.Date), sa.column("create_time", Instant),
)  # fmt: skip
SPAN = sa.table(
    "practice_span", *map(sa.column, ("practitioner", "place", "state", "office")), sa.column("from_date", sa.Date)
)


def upgrade() -> None:
    facts = op.create_table(
        "register_fact",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("recorded_date", sa.Date, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
    )
    op.create_index("register_fact_by_division", "register_fact", ["division", "subject"])
    rows = [*_offices(), *_practitioners()]
    if rows:
        op.bulk_insert(facts, rows)


def _offices() -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for row in op.get_bind().execute(sa.select(OFFICE).where(OFFICE.c.licence_number.is_not(None))):
        items = {
            "display_name": row.display_name, "licence_number": row.licence_number, "form": row.form,
            "address": row.premises["address"], "director": row.director, "division": row.division,
        }  # fmt: skip
        said = [(item, value, row.licensed_date) for item, value in items.items()]
        born = ("state", "LICENSED", row.licensed_date)
        made += _facts(row, [*said, born, ("state", row.state, row.state_date)])
    return made


def _practitioners() -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for row in op.get_bind().execute(sa.select(PRACTITIONER).where(PRACTITIONER.c.certificate_number.is_not(None))):
        items = {
            "full_name": row.full_name, "certificate_number": row.certificate_number, "division": row.division
        }  # fmt: skip
        said = [(item, value, row.certified_date) for item, value in items.items()]
        said.append(("state", "ACTIVE", row.certified_date))
        query = sa.select(SPAN).where(SPAN.c.practitioner == row.name, SPAN.c.from_date >= row.certified_date)
        for span in op.get_bind().execute(query.order_by(SPAN.c.place)):
            said += [("state", span.state, span.from_date), ("office", span.office, span.from_date)]
        made += _facts(row, said)
    return made


def _facts(row: sa.Row[tuple[object, ...]], said: list[tuple[str, str, dt.date]]) -> list[dict[str, object]]:
    return [
        {
            "subject": row.name, "place": place, "item": item, "value": value, "from_date": since,
            "recorded_date": row.create_time.date(), "division": row.division,
        }
        for place, (item, value, since) in enumerate(said)
    ]  # fmt: skip
