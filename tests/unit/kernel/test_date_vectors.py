"""Every vector of dates in the rulebook (§6.1) has a test of the kernel; those that no other module has are here."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest

from chassis.calendar_files import read_years
from chassis.clock import SHANGHAI
from chassis.kernel.calendar import Basis, Limit, Pause, WorkCalendar, hours_after
from chassis.kernel.spans import Phase, days_late, days_left, phase_on

# Typed from the book, so that a vector that nobody tests is missed.
BOOK = {f"TV-D{number:02d}" for number in (
    1, 2, 3, 5, 7, 9, 10, 12, 13, 15, 16, 19, 20, 21, 22, 23, 24, 26, 29, 30, 31, 32, 34,
)}  # fmt: skip
CALENDAR = WorkCalendar(read_years())
# Seed 000: the dated phases of its campaign; 30 and 31 January 2021 lie between them (SV-03).
PHASES = [
    Phase(name="1", first=dt.date(2021, 1, 7), last=dt.date(2021, 1, 29)),
    Phase(name="2", first=dt.date(2021, 2, 1), last=dt.date(2021, 3, 24)),
]
SECTION_INSPECTION_DUE = dt.date(2021, 1, 14)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def vectors_in(source: str) -> set[str]:
    """Ids of date vectors that stand as ids of test parameters, without what follows them."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    values = [word.value for call in calls for word in call.keywords if word.arg == "id"]
    ids = [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    return {id_.split()[0] for id_ in ids if id_.startswith("TV-D")}


def test_every_vector_of_dates_is_tested_and_none_is_made_up() -> None:
    found = {id_ for file in Path(__file__).parent.glob("test_*.py") for id_ in vectors_in(file.read_text("utf-8"))}
    assert found == BOOK


@pytest.mark.parametrize("source", ['"""TV-D99"""', 'run("TV-D99")', "# TV-D99", 'pytest.param(1, id="TV-E99")'])
def test_a_vector_that_is_only_spoken_of_does_not_count(source: str) -> None:
    assert vectors_in(source) == set()
    assert vectors_in(f'{source}\npytest.param(1, id="TV-D99 late")') == {"TV-D99"}


@pytest.mark.rule("D-04")
@pytest.mark.parametrize(("asked", "due"), [pytest.param("2026-10-01T09:30", "2026-10-02T09:30", id="TV-D12")])
def test_a_transfer_has_24_hours_in_a_holiday_too(asked: str, due: str) -> None:
    ends = hours_after(dt.datetime.fromisoformat(asked).replace(tzinfo=SHANGHAI), 24)
    assert ends == dt.datetime.fromisoformat(due).replace(tzinfo=SHANGHAI)


@pytest.mark.rule("LA-31", "D-02")
@pytest.mark.parametrize(
    ("received", "asked", "replied", "due"),
    [pytest.param("2026-09-08", "2026-09-10", "2026-09-22", "2026-09-28", id="TV-D13")],
)
def test_what_was_left_runs_on_from_the_reply(received: str, asked: str, replied: str, due: str) -> None:
    pause = Pause(from_date=day(asked), to_date=day(replied))
    assert CALENDAR.due(day(received), Limit(7, Basis.CAL), (pause,)) == day(due)


@pytest.mark.rule("D-09")
@pytest.mark.parametrize(
    ("expiry", "left", "urgent"),
    [pytest.param("2026-11-27", 6, True, id="TV-D21"), pytest.param("2026-11-28", 7, False, id="TV-D22")],
)
def test_seven_days_left_are_not_less_than_seven(expiry: str, left: int, urgent: bool) -> None:  # noqa: FBT001
    found = days_left(day(expiry), on=day("2026-11-21"))
    assert (found, found < 7) == (left, urgent)


@pytest.mark.rule("D-09")
@pytest.mark.parametrize(("hearing", "left"), [pytest.param("2026-10-20", 12, id="TV-D26")])
def test_twelve_days_before_the_hearing_are_less_than_fifteen(hearing: str, left: int) -> None:
    assert days_left(day(hearing), on=day("2026-10-08")) == left < 15


@pytest.mark.rule("D-14", "K9")
@pytest.mark.parametrize(
    ("on", "phase"),
    [
        pytest.param("2021-01-30", None, id="TV-D31"),
        ("2021-01-06", None), ("2021-01-07", "1"), ("2021-01-29", "1"), ("2021-01-31", None), ("2021-02-01", "2"),
        ("2021-03-24", "2"), ("2021-03-25", None),
    ],
)  # fmt: skip
def test_a_day_between_the_phases_lies_in_none(on: str, phase: str | None) -> None:
    found = phase_on(PHASES, day(on))
    assert (found.name if found else None) == phase


@pytest.mark.rule("D-14")
@pytest.mark.parametrize(
    ("signed", "late"), [pytest.param("2021-01-15", 1, id="TV-D32"), ("2021-01-14", 0), ("2021-01-07", 0)]
)
def test_an_inspection_signed_the_day_after_is_late_by_one_day(signed: str, late: int) -> None:
    assert days_late(SECTION_INSPECTION_DUE, done=day(signed)) == late


@pytest.mark.rule("D-12", "D-14")
@pytest.mark.parametrize(
    ("handed_in", "late"),
    [
        pytest.param("2021-01-14T23:59:00+08:00", 0, id="TV-D34 on time"),
        pytest.param("2021-01-15T00:00:00+08:00", 1, id="TV-D34 late"),
        pytest.param("2021-01-14T15:59:59+00:00", 0, id="the last second, told in UTC"),
        pytest.param("2021-01-14T16:00:00+00:00", 1, id="midnight, told in UTC"),
    ],
)
def test_the_day_ends_at_24_oclock_in_beijing(handed_in: str, late: int) -> None:
    moment = dt.datetime.fromisoformat(handed_in).astimezone(SHANGHAI)
    assert days_late(SECTION_INSPECTION_DUE, done=moment.date()) == late
