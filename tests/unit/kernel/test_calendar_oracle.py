"""The shipped calendar against an independent one: the `holidays` package, which also knows make-up workdays."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest

from chassis.calendar_files import read_years
from chassis.kernel.calendar import ONE_DAY, WorkCalendar

DIFFERENCES: dict[dt.date, str] = {}
"""Days on which the package is wrong, each with the notice that says so."""


@pytest.mark.rule("D-07")
@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_day_of_the_year_agrees_with_an_independent_calendar(year: int) -> None:
    ours, theirs = WorkCalendar(read_years()), holidays.country_holidays("CN", years=year)
    first = dt.date(year, 1, 1)
    days = [first + ONE_DAY * step for step in range((dt.date(year, 12, 31) - first).days + 1)]
    unlike = {day for day in days if ours.is_workday(day) != theirs.is_working_day(day)}
    assert unlike == {day for day in DIFFERENCES if day.year == year}
