"""Rows of visits to offices. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.office_visit import OfficeVisit, OfficeVisitFilter, OfficeVisitState
from services.grassroots_offices.persistence.row import Row


class OfficeVisitRow(Row):
    """One of them."""

    __tablename__ = "office_visit"
    __table_args__ = (
        sa.Index("office_visit_by_division", "division", "name"),
        sa.Index("office_visit_by_office", "office", "visited_date"),
    )

    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    visited_date: Mapped[dt.date]
    officers: Mapped[list[Any]] = mapped_column(sa.JSON)
    missing_display: Mapped[list[Any]] = mapped_column(sa.JSON)
    independent_premises: Mapped[bool]
    separate_from_bureau: Mapped[bool]
    systems_in_use: Mapped[bool]
    files_sampled: Mapped[int]
    files_qualified: Mapped[int]
    fees_in_order: Mapped[bool]
    party_work: Mapped[str] = mapped_column(sa.Text)
    problems: Mapped[str] = mapped_column(sa.Text)
    due_date: Mapped[dt.date | None]
    photos: Mapped[list[Any]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    rechecks: Mapped[list[Any]] = mapped_column(sa.JSON)
    void_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OfficeVisitRow.__table__)
_read = from_row(OfficeVisit, TABLE)
_write = to_values(OfficeVisit, TABLE)


def insert_office_visit(session: Session, visit: OfficeVisit) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(visit)))


def update_office_visit(session: Session, visit: OfficeVisit) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == visit.name).values(_write(visit)))


def load_office_visit(session: Session, name: str, principal: Principal, *, lock: bool = False) -> OfficeVisit | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_office_visits(
    session: Session, wanted: OfficeVisitFilter, page: Page, principal: Principal
) -> list[OfficeVisit]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, kind=wanted.kind, office=wanted.office)
    return [_read(row) for row in session.execute(query)]


def visits_between(session: Session, first: dt.date, last: dt.date, principal: Principal) -> list[OfficeVisit]:
    """Visits from day to day within the caller's divisions that were not voided, in order of name (GO-71)."""
    query = sa.select(TABLE).where(
        in_scope(TABLE.c.division, principal), TABLE.c.visited_date.between(first, last),
        TABLE.c.state != OfficeVisitState.VOIDED.name,
    )  # fmt: skip
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]


def visits_with_problems(session: Session, principal: Principal) -> list[OfficeVisit]:
    """Visits within the caller's divisions that found problems, settled or not, in order of name (GO-71)."""
    found = TABLE.c.state.in_([OfficeVisitState.OPEN.name, OfficeVisitState.SETTLED.name])
    query = sa.select(TABLE).where(in_scope(TABLE.c.division, principal), found)
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]


def open_visits(session: Session, principal: Principal) -> list[OfficeVisit]:
    """Visits within the caller's divisions whose problems are not settled, in order of name (GO-71)."""
    query = sa.select(TABLE).where(in_scope(TABLE.c.division, principal), TABLE.c.state == OfficeVisitState.OPEN.name)
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]
