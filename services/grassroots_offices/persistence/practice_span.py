"""Rows of the times that practitioners spent at offices or without one; added, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.deadlines import deadlines_of
from chassis.row_mapping import from_row, to_values
from services.grassroots_offices.domain.practitioner import PracticeSpan
from services.grassroots_offices.persistence.row import Row


class PracticeSpanRow(Row):
    """One time in one state; `place` counts from 0 within a practitioner."""

    __tablename__ = "practice_span"
    __table_args__ = (sa.UniqueConstraint("practitioner", "place", name="practice_span_in_order"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    practitioner: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text)
    place: Mapped[int]
    state: Mapped[str] = mapped_column(sa.Text)
    office: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    entry_reason: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PracticeSpanRow.__table__)
_read = from_row(PracticeSpan, TABLE, left_out=("deadline",))
_write = to_values(PracticeSpan, TABLE, left_out=("deadline",))


def insert_span(session: Session, span: PracticeSpan, place: int) -> None:
    """Write the next one; the practitioner's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(**_write(span), place=place))


def spans_of(session: Session, practitioners: list[str]) -> dict[str, tuple[PracticeSpan, ...]]:
    """Those of each practitioner, oldest first, each with its deadline."""
    query = (
        sa.select(TABLE).where(TABLE.c.practitioner.in_(practitioners)).order_by(TABLE.c.practitioner, TABLE.c.place)
    )
    rows = list(session.execute(query))
    deadlines = deadlines_of(session, [row.name for row in rows])
    found: dict[str, tuple[PracticeSpan, ...]] = {}
    for row in rows:
        due = next(iter(deadlines.get(row.name, ())), None)
        found[row.practitioner] = (*found.get(row.practitioner, ()), _read(row, deadline=due))
    return found


def ever_employed_at(session: Session, offices: Sequence[str]) -> dict[str, set[str]]:
    """The offices of these at which each practitioner has a span, whatever became of him."""
    query = sa.select(TABLE.c.practitioner, TABLE.c.office).where(TABLE.c.office.in_(offices)).distinct()
    found: dict[str, set[str]] = {}
    for row in session.execute(query):
        found.setdefault(row.practitioner, set()).add(row.office)
    return found
