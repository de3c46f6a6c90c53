"""Premises as they were approved, and offices found elsewhere."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0011"
down_revision = "0010"
OFFICE = sa.table(
    "office", *map(sa.column, ("name",)), sa.column("licensed_date", sa.Date), sa.column("premises", sa.JSON)
)
APPLICATION = sa.table(
    "licence_application", *map(sa.column, ("name", "office", "kind", "state")), sa.column("completed_date", sa.Date),
    sa.column("office_statement", sa.JSON),
)  # fmt: skip


def upgrade() -> None:
    spans = op.create_table(
        "premises_span",
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("premises", sa.JSON, nullable=False),
        sa.Column("licence_application", sa.Text, nullable=False),
    )
    op.create_table(
        "address_violation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("found_address", sa.Text, nullable=False),
        sa.Column("found_area_type", sa.Text, nullable=False),
        sa.Column("found_date", sa.Date, nullable=False),
        sa.Column("found_by", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("approved_address", sa.Text, nullable=False),
        sa.Column("approved_area_type", sa.Text, nullable=False),
        sa.Column("severe", sa.Boolean, nullable=False),
        sa.Column("rule_id", sa.Text, nullable=False),
        sa.Column("citation", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("ended_date", sa.Date),
        sa.Column("end_document", sa.Text, nullable=False),
        sa.Column("end_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("address_violation_by_division", "address_violation", ["division", "name"])
    op.create_index("address_violation_by_office", "address_violation", ["office", "name"])
    rows = [*_approved_changes(), *_unchanged()]
    if rows:
        op.bulk_insert(spans, rows)


def _approved_changes() -> list[dict[str, object]]:
    """What was approved here; of the premises before the first change nothing is known any more."""
    query = (
        sa.select(APPLICATION)
        .where(APPLICATION.c.kind == "CHANGE_ADDRESS", APPLICATION.c.state == "GRANTED")
        .order_by(APPLICATION.c.office, APPLICATION.c.completed_date, APPLICATION.c.name)
    )
    rows: list[dict[str, object]] = []
    for row in op.get_bind().execute(query):
        place = sum(one["office"] == row.office for one in rows)
        rows.append(_span(row.office, place, row.completed_date, row.office_statement["premises"], row.name))
    return rows


def _unchanged() -> list[dict[str, object]]:
    changed = sa.exists().where(
        APPLICATION.c.office == OFFICE.c.name, APPLICATION.c.kind == "CHANGE_ADDRESS", APPLICATION.c.state == "GRANTED"
    )
    query = sa.select(OFFICE).where(OFFICE.c.licensed_date.is_not(None), ~changed)
    return [_span(row.name, 0, row.licensed_date, row.premises, "") for row in op.get_bind().execute(query)]


def _span(office: str, place: int, since: object, premises: object, application: str) -> dict[str, object]:
    return {
        "office": office, "place": place, "from_date": since, "premises": premises, "licence_application": application,
    }  # fmt: skip
