"""How long a period is and when it ends, with and without the days on which its clock stood still (LA-31)."""

from __future__ import annotations

import datetime as dt

import pytest

from chassis.calendar_files import read_years
from chassis.kernel.calendar import Basis, Limit, Pause, WorkCalendar, earliest_due

CALENDAR = WorkCalendar(read_years())


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.rule("LA-31")
def test_a_paused_clock_runs_on_with_what_was_left() -> None:
    """TV-D13."""
    pause = Pause(from_date=day("2026-09-10"), to_date=day("2026-09-22"))
    assert CALENDAR.due(day("2026-09-08"), Limit(7, Basis.CAL), (pause,)) == day("2026-09-28")


def paused(*spans: tuple[str, str]) -> tuple[Pause, ...]:
    return tuple(Pause(from_date=day(start), to_date=day(end)) for start, end in spans)


@pytest.mark.parametrize(
    ("start", "limit", "pauses", "end"),
    [
        pytest.param("2026-09-08", Limit(7, Basis.CAL), paused(), "2026-09-15", id="without a pause"),
        pytest.param(
            "2026-09-08", Limit(7, Basis.CAL), paused(("2026-09-09", "2026-09-10"), ("2026-09-11", "2026-09-14")),
            "2026-09-20", id="two pauses: 8 + 7 + 1 + 3 = 19, a Saturday off; Sunday 20 is worked",
        ),
        pytest.param(
            "2026-06-08", Limit(7, Basis.CAL), paused(("2026-06-08", "2026-06-11")), "2026-06-18", id="stopped at once"
        ),
        pytest.param(
            "2026-06-08", Limit(7, Basis.CAL), paused(("2026-06-15", "2026-06-23")), "2026-06-23", id="nothing left"
        ),
        pytest.param(
            "2026-09-24", Limit(7, Basis.CAL), paused(("2026-10-08", "2026-10-20")), "2026-10-20",
            id="stopped in the days it had rolled over: not before the new start",
        ),
        pytest.param("2026-06-08", Limit(5, Basis.WD), paused(), "2026-06-15", id="working days without a pause"),
        pytest.param(
            "2026-06-08", Limit(5, Basis.WD), paused(("2026-06-10", "2026-06-22")), "2026-06-25",
            id="working days: 9, 10 used; 23, 24, 25 left",
        ),
        pytest.param("2026-08-21", Limit(3, Basis.MON), paused(), "2026-11-23", id="months roll"),
        pytest.param(
            "2026-03-10", Limit(1, Basis.MON), paused(("2026-03-20", "2026-03-25")), "2026-04-15", id="months by days"
        ),
    ],
)  # fmt: skip
@pytest.mark.rule("LA-31", "D-02", "D-03", "D-05")
def test_a_period_ends_later_by_what_it_stood_still(
    start: str, limit: Limit, pauses: tuple[Pause, ...], end: str
) -> None:
    assert CALENDAR.due(day(start), limit, pauses) == day(end)


@pytest.mark.rule("D-04")
def test_hours_are_no_matter_of_the_calendar() -> None:
    with pytest.raises(ValueError, match="by the clock"):
        CALENDAR.due(day("2026-06-08"), Limit(24, Basis.HRS))


def test_days_of_a_pause_need_no_table() -> None:
    without_2025 = WorkCalendar(year for year in read_years() if year.year != 2025)
    pauses = paused(("2024-12-27", "2026-01-04"))
    assert without_2025.due(day("2024-12-26"), Limit(3, Basis.WD), pauses) == day("2026-01-06")


@pytest.mark.parametrize("basis", [Basis.CAL, Basis.WD, Basis.MON])
@pytest.mark.rule("D-02", "D-08")
def test_nothing_is_due_before_the_earliest_day(basis: Basis) -> None:
    for step in range(200):
        start = day("2026-01-01") + dt.timedelta(days=step)
        for pauses in ((), (Pause(from_date=start, to_date=start + dt.timedelta(days=4)),)):
            assert earliest_due(start, Limit(3, basis), pauses) <= CALENDAR.due(start, Limit(3, basis), pauses)


def test_a_limit_is_read_from_a_policy_value() -> None:
    assert Limit.of({"count": 7, "basis": "CAL"}) == Limit(7, Basis.CAL)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"count": 7}, KeyError),
        ({"basis": "CAL"}, KeyError),
        ({"count": 7, "basis": "DAYS"}, KeyError),
        ({"count": 0, "basis": "CAL"}, ValueError),
        ({"count": -1, "basis": "WD"}, ValueError),
        ({"set": False}, KeyError),
    ],
)
def test_a_value_that_is_no_limit_is_refused(value: dict[str, object], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        Limit.of(value)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        paused(("2026-06-09", "2026-06-08"))


def test_a_clock_that_stands_still_has_no_end() -> None:
    with pytest.raises(ValueError, match="stands still"):
        CALENDAR.due(day("2026-06-08"), Limit(7, Basis.CAL), (Pause(from_date=day("2026-06-09"), to_date=None),))
