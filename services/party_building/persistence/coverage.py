"""Rows of coverages and of the times in each state. It must not find out how an office stands."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.deadlines import deadlines_of
from chassis.kernel.deadline import DeadlineState
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.schema import deadline
from chassis.scoped_page import scoped_page
from chassis.upsert import Upsert
from services.party_building.domain.coverage import Coverage, CoverageFilter, CoverageSpan
from services.party_building.persistence.row import Row


class CoverageRow(Row):
    """How one office stands; `closed` once it was deregistered."""

    __tablename__ = "coverage"
    __table_args__ = (sa.Index("coverage_by_division", "division", "name"),)

    office: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text, unique=True)
    division: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str | None] = mapped_column(sa.Text)
    required: Mapped[str | None] = mapped_column(sa.Text)
    actual: Mapped[str | None] = mapped_column(sa.Text)
    organisation: Mapped[str] = mapped_column(sa.Text, default="")
    practitioner_count: Mapped[int] = mapped_column(default=0)
    formal_count: Mapped[int] = mapped_column(default=0)
    probationary_count: Mapped[int] = mapped_column(default=0)
    activist_count: Mapped[int] = mapped_column(default=0)
    attached_formal_count: Mapped[int] = mapped_column(default=0)
    tasks: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    closed: Mapped[bool] = mapped_column(default=False)


class CoverageSpanRow(Row):
    """One time in one state; `place` counts from 0 within an office."""

    __tablename__ = "coverage_span"
    __table_args__ = (sa.UniqueConstraint("office", "place", name="coverage_span_in_order"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("coverage.office"), type_=sa.Text)
    place: Mapped[int]
    state: Mapped[str] = mapped_column(sa.Text)
    required: Mapped[str] = mapped_column(sa.Text)
    actual: Mapped[str | None] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    overdue_told: Mapped[bool] = mapped_column(default=False)


TABLE = cast("sa.Table", CoverageRow.__table__)
SPANS = cast("sa.Table", CoverageSpanRow.__table__)
_read = from_row(Coverage, TABLE, left_out=("spans",))
_write = to_values(Coverage, TABLE, left_out=("spans",))
_read_span = from_row(CoverageSpan, SPANS, left_out=("deadline",))
_write_span = to_values(CoverageSpan, SPANS, left_out=("deadline",))
_OPEN = Upsert(TABLE, lambda row: row.on_conflict_do_nothing())
_LOCK = sa.select(TABLE.c.closed, TABLE.c.division).where(TABLE.c.office == sa.bindparam("whose")).with_for_update()
_LOAD = sa.select(TABLE).where(TABLE.c.office == sa.bindparam("whose"), TABLE.c.state.is_not(None))
_SAVE = sa.update(TABLE).where(TABLE.c.office == sa.bindparam("whose"))
_INSERT_SPAN = sa.insert(SPANS)


def open_coverage(session: Session, office: str, division: str) -> str | None:
    """Make the row of an office when it is new, and lock it: its division; None when the office is closed."""
    row = session.execute(_LOCK, {"whose": office}).one_or_none()
    if row is None:
        name = office.replace("offices/", "coverages/", 1)
        _OPEN.run(session, {"office": office, "name": name, "division": division})
        row = session.execute(_LOCK, {"whose": office}).one()
    return None if row.closed else str(row.division)


def save_coverage(session: Session, coverage: Coverage) -> None:
    """Write how the office stands; its row was locked by `open_coverage`."""
    session.execute(_SAVE, {"whose": coverage.office, **_write(coverage)})


def close_coverage(session: Session, office: str) -> None:
    """The office is none any more."""
    session.execute(sa.update(TABLE).where(TABLE.c.office == office).values(closed=True))


def insert_span(session: Session, span: CoverageSpan, place: int) -> None:
    """Write the next time; the office's row is locked meanwhile."""
    session.execute(_INSERT_SPAN, {**_write_span(span), "place": place, "overdue_told": False})


def mark_told(session: Session, spans: list[str]) -> None:
    """Their being overdue was told."""
    session.execute(sa.update(SPANS).where(SPANS.c.name.in_(spans)).values(overdue_told=True))


def untold_spans(session: Session, *, limit: int) -> list[tuple[CoverageSpan, str]]:
    """Times past their limit whose being overdue was not told yet, each with the office's division."""
    query = (
        sa.select(SPANS, TABLE.c.division)
        .join(TABLE, TABLE.c.office == SPANS.c.office)
        .join(deadline, deadline.c.subject == SPANS.c.name)
        .where(deadline.c.state == DeadlineState.MISSED.name, SPANS.c.overdue_told.is_(False))
        .order_by(SPANS.c.name)
        .limit(limit)
    )
    rows = list(session.execute(query))
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [(_read_span(row, deadline=deadlines[row.name][0]), row.division) for row in rows]


def divisions_of(session: Session, offices: list[str]) -> dict[str, str]:
    """The division of each office that is known."""
    query = sa.select(TABLE.c.office, TABLE.c.division).where(TABLE.c.office.in_(offices))
    return {row.office: row.division for row in session.execute(query)}


def load_coverage(session: Session, office: str) -> Coverage | None:
    """How an office stands; None before it was ever found out."""
    found = _assemble(session, list(session.execute(_LOAD, {"whose": office})))
    return found[0] if found else None


def load_in_scope(session: Session, name: str, principal: Principal) -> Coverage | None:
    """How an office stands, if it lies within the caller's divisions."""
    query = sa.select(TABLE).where(
        TABLE.c.name == name, TABLE.c.state.is_not(None), in_scope(TABLE.c.division, principal)
    )
    found = _assemble(session, list(session.execute(query)))
    return found[0] if found else None


def find_coverages(session: Session, wanted: CoverageFilter, page: Page, principal: Principal) -> list[Coverage]:
    """A page in the order of names, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state)
    query = query.where(TABLE.c.closed.is_(False), TABLE.c.state.is_not(None))
    return _assemble(session, list(session.execute(query)))


def coverages_in(session: Session, principal: Principal, division: str = "") -> list[Coverage]:
    """All offices in the caller's divisions, of one division when it is given."""
    query = sa.select(TABLE).where(
        in_scope(TABLE.c.division, principal), TABLE.c.closed.is_(False), TABLE.c.state.is_not(None)
    )
    if division:
        query = query.where(TABLE.c.division == division)
    return _assemble(session, list(session.execute(query.order_by(TABLE.c.name))))


def _assemble(session: Session, rows: list[Any]) -> list[Coverage]:
    offices = [row.office for row in rows]
    query = sa.select(SPANS).where(SPANS.c.office.in_(offices)).order_by(SPANS.c.office, SPANS.c.place)
    spans: dict[str, list[Any]] = {office: [] for office in offices}
    for row in session.execute(query):
        spans[row.office].append(row)
    deadlines = deadlines_of(session, [span.name for found in spans.values() for span in found])
    return [
        _read(row, spans=tuple(
            _read_span(span, deadline=next(iter(deadlines.get(span.name, ())), None)) for span in spans[row.office]
        ))
        for row in rows
    ]  # fmt: skip
