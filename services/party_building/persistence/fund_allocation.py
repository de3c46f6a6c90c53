"""Rows of fund allocations; added, never changed. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from services.party_building.domain.fund_allocation import FundAllocation, FundAllocationFilter
from services.party_building.persistence.row import Row


class FundAllocationRow(Row):
    """One line."""

    __tablename__ = "fund_allocation"
    __table_args__ = (
        sa.Index("fund_allocation_by_division", "division", "name"),
        sa.Index("fund_allocation_by_period", "office", "period"),
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


TABLE = cast("sa.Table", FundAllocationRow.__table__)
_read = from_row(FundAllocation, TABLE)
_write = to_values(FundAllocation, TABLE)


def insert_allocation(session: Session, line: FundAllocation) -> None:
    """Write a line; the fund is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(line)))


def lines_of(session: Session, office: str, period: str) -> list[FundAllocation]:
    """The lines of a month, in order."""
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.period == period).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]


def lines_of_year(session: Session, office: str, year: int) -> list[FundAllocation]:
    """The lines of a year's months and its true-ups, in order."""
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.period.startswith(str(year)))
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]


def load_allocation(session: Session, name: str, principal: Principal) -> FundAllocation | None:
    """The line, if it lies within the caller's divisions."""
    query = sa.select(TABLE).where(TABLE.c.name == name, in_scope(TABLE.c.division, principal))
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def find_allocations(
    session: Session, wanted: FundAllocationFilter, page: Page, principal: Principal
) -> list[FundAllocation]:
    """A page in order of booking, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, office=wanted.office, period=wanted.period, kind=wanted.kind)
    return [_read(row) for row in session.execute(query)]
