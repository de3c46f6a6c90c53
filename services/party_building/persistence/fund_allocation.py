"""Rows of fund allocations, whose amounts never change. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.fund_allocation import AllocationState, FundAllocation, FundAllocationFilter
from services.party_building.persistence.row import Row


class FundAllocationRow(Row):
    """One line."""

    __tablename__ = "fund_allocation"
    __table_args__ = (
        sa.Index("fund_allocation_by_division", "division", "name"),
        sa.Index("fund_allocation_by_period", "office", "period"),
        sa.Index("fund_allocation_by_state", "state", "division"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("fund.office"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    period: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    base_fen: Mapped[int] = mapped_column(sa.BigInteger)
    percent: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    income_report: Mapped[str] = mapped_column(sa.Text)
    report_version: Mapped[int]
    ledger_entry: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    gross_fee_fen: Mapped[int] = mapped_column(sa.BigInteger)
    refunds_fen: Mapped[int] = mapped_column(sa.BigInteger)
    pass_through_fen: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[str] = mapped_column(sa.Text)
    booked_date: Mapped[dt.date | None]
    booked_document_number: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    overdue_told: Mapped[bool] = mapped_column(default=False)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", FundAllocationRow.__table__)
_read = from_row(FundAllocation, TABLE, left_out=("deadlines",))
_write = to_values(FundAllocation, TABLE, left_out=("deadlines",))
_INSERT = sa.insert(TABLE)
_UPDATE = sa.update(TABLE).where(TABLE.c.name == sa.bindparam("line"))
_OF_MONTH = (
    sa.select(TABLE)
    .where(TABLE.c.office == sa.bindparam("whose"), TABLE.c.period == sa.bindparam("month"))
    .order_by(TABLE.c.name)
    .with_for_update()
)


def insert_allocation(session: Session, line: FundAllocation) -> None:
    """Write a line; the fund is locked meanwhile."""
    session.execute(_INSERT, _write(line))


def update_allocation(session: Session, line: FundAllocation) -> None:
    """Write what became of a line; its fund or its row is locked meanwhile."""
    session.execute(_UPDATE, {"line": line.name, **_write(line)})


def lines_of(session: Session, office: str, period: str) -> list[FundAllocation]:
    """The lines of a month, in order, without their deadlines; locked."""
    found = session.execute(_OF_MONTH, {"whose": office, "month": period})
    return [_read(row, deadlines=()) for row in found]


def lines_of_year(session: Session, office: str, year: int) -> list[FundAllocation]:
    """The lines of a year's months and its true-ups, in order, without their deadlines.

    NOTE: not locked. While the fund is, no line is added and none that is booked changes; to lock a row is to write it.
    """
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.period.startswith(str(year)))
    return [_read(row, deadlines=()) for row in session.execute(query.order_by(TABLE.c.name))]


def lines_until(session: Session, office: str, before: dt.datetime) -> list[FundAllocation]:
    """The lines that were entered before the instant, without their deadlines."""
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.create_time < before).order_by(TABLE.c.name)
    return [_read(row, deadlines=()) for row in session.execute(query)]


def unbooked_of(session: Session, office: str) -> int:
    """What the office has not booked, in fen."""
    query = sa.select(sa.func.coalesce(sa.func.sum(TABLE.c.amount_fen), 0))
    query = query.where(TABLE.c.office == office, TABLE.c.state == AllocationState.COMPUTED.name)
    return int(session.execute(query).scalar_one())


def load_allocation(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> FundAllocation | None:  # fmt: skip
    """The line, if it lies within the caller's divisions."""
    found = assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_allocations(
    session: Session, wanted: FundAllocationFilter, page: Page, principal: Principal
) -> list[FundAllocation]:
    """A page in order of booking, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, office=wanted.office, period=wanted.period, kind=wanted.kind, state=wanted.state
    )
    return assemble(session, list(session.execute(query)))


def assemble(session: Session, rows: list[Any]) -> list[FundAllocation]:
    """The lines of rows, with their deadlines."""
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
