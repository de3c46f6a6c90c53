"""Read tables of working years from TOML. It must not fill in a year that the file does not hold."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from chassis.kernel.calendar import ONE_DAY, CalendarYear

SHIPPED = Path(__file__).with_name("calendar_years.toml")


def read_years(file: Path = SHIPPED) -> list[CalendarYear]:
    """Every year of the file. Raises KeyError for a missing key and ValueError for a table that cannot be right."""
    return [_year(row) for row in tomllib.loads(file.read_text(encoding="utf-8"))["year"]]


def _year(row: dict[str, Any]) -> CalendarYear:
    off = {day for first, last in row["off"] for day in _run(first, last)}
    return CalendarYear(
        year=row["year"], notice=row["notice"], document_number=row["document_number"], off=frozenset(off),
        worked=frozenset(row["worked"]),
    )  # fmt: skip


def _run(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + ONE_DAY * step for step in range((last - first).days + 1)]
