"""Calendar years as rows of each service's own database: seeded from the shipped file, added to by import.

It must not change a year that is there: due dates were computed with it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from chassis.calendar_files import read_years
from chassis.kernel.calendar import CalendarYear, WorkCalendar
from chassis.schema import calendar_year

_STAND = sa.select(sa.func.count(), sa.func.max(calendar_year.c.imported)).select_from(calendar_year)
_log = structlog.get_logger()


class YearDiffers(Exception):
    """The database holds the year with other days."""


class CalendarCache:
    """The calendar of one service, read again when a year was added."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._known: tuple[tuple[Any, ...], WorkCalendar] = ((), WorkCalendar([]))

    def of(self, session: Session) -> WorkCalendar:
        """The calendar as of the session's transaction; one small query when nothing has changed."""
        stand = tuple(session.execute(_STAND).one())
        if self._known[0] != stand:
            self._known = (stand, WorkCalendar(load_years(session)))
        return self._known[1]


def load_years(session: Session) -> list[CalendarYear]:
    """All confirmed years in order. Raises ValueError for a row that cannot be right."""
    rows = session.execute(sa.select(calendar_year).order_by(calendar_year.c.year))
    return [
        CalendarYear(
            year=row.year, notice=row.notice, document_number=row.document_number, off=_days(row.off),
            worked=_days(row.worked),
        )
        for row in rows
    ]  # fmt: skip


def add_year(session: Session, year: CalendarYear, *, source: str, now: dt.datetime) -> bool:
    """Add the year; False when it is there with the same days. Raises YearDiffers when it is there with others."""
    known = {table.year: table for table in load_years(session)}.get(year.year)
    if known is None:
        session.execute(sa.insert(calendar_year), {**_row(year), "source": source, "imported": now})
        return True
    if (known.off, known.worked) != (year.off, year.worked):
        raise YearDiffers(f"{year.year} is there with other days")
    return False


def add_shipped_years(session: Session, *, now: dt.datetime) -> None:
    """Add the years of the release that are absent; one that was imported with other days stays and is reported."""
    for year in read_years():
        try:
            add_year(session, year, source="shipped", now=now)
        except YearDiffers:
            _log.warning("calendar year differs from the release", year=year.year)


def _row(year: CalendarYear) -> dict[str, Any]:
    return {
        "year": year.year, "notice": year.notice, "document_number": year.document_number, "off": _texts(year.off),
        "worked": _texts(year.worked),
    }  # fmt: skip


def _texts(days: frozenset[dt.date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


def _days(texts: list[str]) -> frozenset[dt.date]:
    return frozenset(map(dt.date.fromisoformat, texts))
