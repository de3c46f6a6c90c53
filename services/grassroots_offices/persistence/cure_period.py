"""Rows of the times in which offices must cure a breach. It must not move a state."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.deadlines import deadlines_of
from chassis.row_mapping import from_row, to_values
from services.grassroots_offices.domain.office import CurePeriod
from services.grassroots_offices.persistence.row import Row


class CurePeriodRow(Row):
    """One time for a cure."""

    __tablename__ = "cure_period"
    __table_args__ = (sa.Index("cure_period_by_office", "office", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    began_date: Mapped[dt.date]
    breaches: Mapped[list[str]] = mapped_column(sa.JSON)
    cured_date: Mapped[dt.date | None]
    document_number: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    entry_reason: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CurePeriodRow.__table__)
_read = from_row(CurePeriod, TABLE, left_out=("deadline",))
_write = to_values(CurePeriod, TABLE, left_out=("deadline",))


def insert_cure_period(session: Session, period: CurePeriod) -> None:
    """Write one that begins; the office's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(period)))


def update_cure_period(session: Session, period: CurePeriod) -> None:
    """Write its end; the office's row is locked meanwhile."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == period.name).values(_write(period)))


def cure_periods_of(session: Session, offices: list[str]) -> dict[str, tuple[CurePeriod, ...]]:
    """Those of each office, oldest first, each with its deadline."""
    rows = list(session.execute(sa.select(TABLE).where(TABLE.c.office.in_(offices)).order_by(TABLE.c.name)))
    deadlines = deadlines_of(session, [row.name for row in rows])
    found: dict[str, tuple[CurePeriod, ...]] = {}
    for row in rows:
        due = next(iter(deadlines.get(row.name, ())), None)
        found[row.office] = (*found.get(row.office, ()), _read(row, deadline=due))
    return found
