"""The calendar against the rulebook's vectors (TV-D, dates only) and its table of §0.5."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chassis.calendar_files import read_years
from chassis.kernel.calendar import CalendarNotLoaded, CalendarYear, WorkCalendar, corresponding_day, hours_after

CALENDAR = WorkCalendar(read_years())


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "calendar_days", "working_days"),
    [
        pytest.param("2026-09-22", 7, "2026-09-29", "2026-10-09", id="TV-D01"),
        pytest.param("2026-09-24", 7, "2026-10-08", "2026-10-12", id="TV-D02"),
        pytest.param("2026-02-07", 7, "2026-02-14", "2026-02-24", id="TV-D03"),
        pytest.param("2025-12-26", 7, "2026-01-04", "2026-01-07", id="TV-D05"),
        pytest.param("2026-04-30", 3, "2026-05-06", "2026-05-08", id="TV-D07"),
        pytest.param("2026-09-17", 3, "2026-09-20", "2026-09-21", id="TV-D09"),
        pytest.param("2026-06-15", 5, "2026-06-22", "2026-06-23", id="TV-D10"),
    ],
)
@pytest.mark.rule("D-02", "D-03", "D-07")
def test_a_period_ends_by_both_bases(start: str, count: int, calendar_days: str, working_days: str) -> None:
    assert CALENDAR.calendar_days(day(start), count) == day(calendar_days)
    assert CALENDAR.working_days(day(start), count) == day(working_days)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param("2026-08-31", 30, "2026-09-30", id="TV-D15"),
        pytest.param("2026-10-12", 45, "2026-11-26", id="TV-D30 finish"),
    ],
)
def test_a_period_in_calendar_days_ends(start: str, count: int, end: str) -> None:
    assert CALENDAR.calendar_days(day(start), count) == day(end)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param("2026-09-16", 20, "2026-10-20", id="TV-D16"),
        pytest.param("2026-09-29", 5, "2026-10-12", id="TV-D30 accept"),
    ],
)
def test_a_period_in_working_days_ends(start: str, count: int, end: str) -> None:
    assert CALENDAR.working_days(day(start), count) == day(end)


@pytest.mark.rule("D-04")
def test_hours_run_through_a_holiday() -> None:
    """TV-D12."""
    start = dt.datetime(2026, 10, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert hours_after(start, 24) == start.replace(day=2)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param("2025-08-31", 6, "2026-02-28", id="TV-D19"),
        pytest.param("2025-11-21", 12, "2026-11-21", id="TV-D20"),
        pytest.param("2026-05-20", 3, "2026-08-20", id="TV-D29"),
        pytest.param("2023-12-31", 2, "2024-02-29", id="leap year"),
    ],
)
@pytest.mark.rule("D-05", "D-06")
def test_a_condition_is_true_from_the_corresponding_day_unrolled(start: str, months: int, end: str) -> None:
    assert corresponding_day(day(start), months) == day(end)


@pytest.mark.rule("D-05")
def test_a_deadline_in_months_rolls() -> None:
    assert CALENDAR.months(day("2026-08-21"), 3) == day("2026-11-23")


@pytest.mark.parametrize(
    ("start", "count"),
    [pytest.param("2026-12-25", 7, id="TV-D23"), pytest.param("2026-11-10", 90, id="TV-D24")],
)
@pytest.mark.rule("D-08")
def test_a_year_without_a_table_is_refused_and_named(start: str, count: int) -> None:
    with pytest.raises(CalendarNotLoaded) as refused:
        CALENDAR.calendar_days(day(start), count)
    assert refused.value.year == 2027
    assert refused.value.metadata["year"] == "2027"


# RULEBOOK §0.5, typed from the book and not from the data file: first and last day off, then make-up workdays.
BOOK = {
    2021: ("1-1 1-3 2-11 2-17 4-3 4-5 5-1 5-5 6-12 6-14 9-19 9-21 10-1 10-7", "2-7 2-20 4-25 5-8 9-18 9-26 10-9"),
    2024: ("1-1 1-1 2-10 2-17 4-4 4-6 5-1 5-5 6-10 6-10 9-15 9-17 10-1 10-7", "2-4 2-18 4-7 4-28 5-11 9-14 9-29 10-12"),
    2025: ("1-1 1-1 1-28 2-4 4-4 4-6 5-1 5-5 5-31 6-2 10-1 10-8", "1-26 2-8 4-27 9-28 10-11"),
    2026: ("1-1 1-3 2-15 2-23 4-4 4-6 5-1 5-5 6-19 6-21 9-25 9-27 10-1 10-7", "1-4 2-14 2-28 5-9 9-20 10-10"),
}


@pytest.mark.parametrize("year", BOOK)
@pytest.mark.rule("D-07")
def test_every_day_of_the_year_agrees_with_the_book(year: int) -> None:
    ends, worked = ([dt.date(year, *map(int, text.split("-"))) for text in part.split()] for part in BOOK[year])
    runs = list(zip(ends[::2], ends[1::2], strict=True))
    each = dt.date(year, 1, 1)
    while each.year == year:
        off = any(first <= each <= last for first, last in runs)
        assert CALENDAR.is_workday(each) == (each in worked or (not off and each.weekday() < 5)), each
        each += dt.timedelta(days=1)


def test_the_years_2020_to_2026_are_confirmed_and_2027_is_absent() -> None:
    assert [year.year for year in read_years()] == list(range(2020, 2027))
    assert (CALENDAR.has(2026), CALENDAR.has(2027)) == (True, False)


def test_every_year_names_the_paper_it_rests_on() -> None:
    assert all(re.match(rf"国办发明电〔{year.year - 1}〕\d+号", year.document_number) for year in read_years())


@pytest.mark.parametrize(
    ("off", "worked", "fault"),
    [
        ({"2025-01-01"}, set(), "another year"),
        ({"2026-01-03"}, {"2026-01-03"}, "both off and worked"),
        (set(), {"2026-01-05"}, "Saturday or Sunday"),
        ({str(dt.date(2026, 3, 2) + dt.timedelta(days=step)) for step in range(60)}, set(), "not plausible"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(off: set[str], worked: set[str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        CalendarYear(
            year=2026, notice="", document_number="", off=frozenset(map(day, off)), worked=frozenset(map(day, worked))
        )


def test_two_tables_for_one_year_are_refused() -> None:
    with pytest.raises(ValueError, match="two tables for 2020"):
        WorkCalendar([*read_years(), *read_years()])


def test_a_file_without_a_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "years.toml"
    file.write_text("[[year]]\nyear = 2027\n", encoding="utf-8")
    with pytest.raises(KeyError):
        read_years(file)
