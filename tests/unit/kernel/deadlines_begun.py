"""Deadlines in every state, for tests of what may happen to them. It must not assert anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from chassis.calendar_files import read_years
from chassis.kernel import deadline_moves as rules
from chassis.kernel.calendar import Basis, CalendarYear, Limit, WorkCalendar
from chassis.kernel.deadline import Deadline, DeadlineState

CALENDAR = WorkCalendar(read_years())
# 2027 as nobody has published it: weekends and one invented run of days off.
YEAR_2027 = CalendarYear(
    year=2027, notice="test", document_number="test", worked=frozenset(),
    off=frozenset(dt.date(2027, 1, 1) + dt.timedelta(days=step) for step in range(10)),
)  # fmt: skip
LATER = WorkCalendar([*read_years(), YEAR_2027])
SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = Limit(7, Basis.CAL)
NOON = dt.datetime(2026, 6, 8, 12, tzinfo=SHANGHAI)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def begun(start: str = "2026-06-08", limit: Limit = WEEK, at: dt.datetime | None = None) -> Deadline:
    return rules.begin(
        name="deadlines/1", subject="applications/1", kind="DECIDE", rule_id="LA-30", owner="institutions/1",
        division="990102", limit=limit, start_date=day(start), start_time=at, calendar=CALENDAR,
    )  # fmt: skip


def in_state(state: DeadlineState) -> Deadline:
    """A deadline that came into the state by legal moves: started 2026-06-08 (2026-12-25 when unresolved), 7 CAL."""
    running = begun()
    made: dict[DeadlineState, Callable[[], Deadline]] = {
        DeadlineState.RUNNING: lambda: running,
        DeadlineState.PAUSED: lambda: rules.pause(running, on=day("2026-06-10")),
        DeadlineState.UNRESOLVED: lambda: begun("2026-12-25"),
        DeadlineState.MET: lambda: rules.finish(running, on=day("2026-06-15")),
        DeadlineState.MISSED: lambda: rules.expire(running, today=day("2026-06-16"), now=NOON),
        DeadlineState.CANCELLED: lambda: rules.cancel(running),
    }
    return made[state]()
