"""The last day of every time limit that the packs hold is in time and the next is late, whatever the day it starts."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from calendar import monthrange

import pytest

from chassis.calendar_files import read_years
from chassis.kernel.calendar import ONE_DAY, Basis, Limit, WorkCalendar
from chassis.kernel.deadline import Deadline, DeadlineState
from chassis.kernel.deadline_moves import begin, expire, finish, is_late
from chassis.kernel.errors import RuleViolated
from chassis.kernel.policy import Parameter
from services.legal_aid.domain.time_limit import DeadlineKind
from tests.doors import NOW, refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import department, flags_of
from tests.services.legal_aid.steps import act, state_of
from tests.services.legal_aid.tables import book, number_on, parameters, time_limits

CALENDAR = WorkCalendar(read_years())
LIMITS = time_limits()
BY_DAYS = [name for name, limit in LIMITS.items() if limit.basis in (Basis.CAL, Basis.WD)]
BY_MONTHS = [name for name, limit in LIMITS.items() if limit.basis is Basis.MON]
BY_HOURS = [name for name, limit in LIMITS.items() if limit.basis is Basis.HRS]
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2026, 12, 31)
DAYS = [FIRST + ONE_DAY * step for step in range((LAST - FIRST).days + 1)]
# Working days as plain lists from the published tables: another way to count than the kernel's walk.
WORKED = sorted(
    day
    for year in read_years()
    for day in (dt.date(year.year, 1, 1) + ONE_DAY * step for step in range(366))
    if day.year == year.year and (day in year.worked or (day not in year.off and day.isoweekday() < 6))
)
TODAY = dt.datetime.fromisoformat(NOW).date()
SHIFTS = (-1, 0, 1)
DATED = [pytest.param(division, row, id=f"{division} {row.key} {row.from_date}") for division, row in parameters()]


def started(start: dt.date, limit: Limit) -> Deadline:
    return begin(
        name="deadlines/1", subject="applications/1", kind="DECIDE", rule_id="LA-30", owner="institutions/1",
        division="990102", limit=limit, start_date=start, calendar=CALENDAR,
    )  # fmt: skip


def last_day(start: dt.date, limit: Limit) -> dt.date | None:
    """The last day from the list of working days; None when it lies behind the last table."""
    if limit.basis is Basis.WD:
        place = bisect_right(WORKED, start) + limit.count - 1
    else:
        place = bisect_left(WORKED, start + ONE_DAY * limit.count)
    return WORKED[place] if place < len(WORKED) else None


def shifted(days: int) -> str:
    return (TODAY + ONE_DAY * days).isoformat()


def test_every_duty_of_legal_aid_has_its_limit_in_the_packs() -> None:
    keys = {name.split()[0] for name in LIMITS}
    assert {kind.value.key for kind in DeadlineKind} <= keys
    assert {limit.basis for limit in LIMITS.values()} == {Basis.CAL, Basis.WD, Basis.HRS, Basis.MON}


@pytest.mark.rule("D-01", "D-02", "D-03", "D-07", "D-12")
@pytest.mark.parametrize("name", BY_DAYS)
def test_from_each_day_the_last_one_is_in_time_and_the_next_is_late(name: str) -> None:
    limit, unresolved = LIMITS[name], 0
    for start in DAYS:
        item, due = started(start, limit), last_day(start, limit)
        if due is None:
            assert (item.state, item.unresolved_year, item.due_date) == (DeadlineState.UNRESOLVED, 2027, None)
            unresolved += 1
            continue
        assert (item.state, item.due_date, start < due) == (DeadlineState.RUNNING, due, True), start
        assert (is_late(item, due), is_late(item, due + ONE_DAY)) == (False, True), start
        assert finish(item, on=due).state is DeadlineState.MET
        assert finish(item, on=due + ONE_DAY).state is DeadlineState.MISSED
    assert 0 < unresolved < 60


@pytest.mark.rule("D-01", "D-02")
@pytest.mark.parametrize("name", BY_DAYS)
def test_the_start_day_is_not_counted(name: str) -> None:
    limit = LIMITS[name]
    for start in DAYS[:-90]:
        due = started(start, limit).due_date or start
        counted = [day for day in DAYS if start < day <= due]
        worked = [day for day in counted if CALENDAR.is_workday(day)]
        if limit.basis is Basis.WD:
            assert len(worked) == limit.count
        else:
            rolled_over = counted[limit.count - 1 : -1]
            assert len(counted) >= limit.count
            assert not any(CALENDAR.is_workday(day) for day in rolled_over)
        assert CALENDAR.is_workday(due)


@pytest.mark.rule("D-01", "D-02", "D-05")
@pytest.mark.parametrize("name", BY_MONTHS)
def test_months_end_on_the_corresponding_day_or_the_last_one_of_a_shorter_month(name: str) -> None:
    limit, unresolved = LIMITS[name], 0
    for start in DAYS:
        years, month = divmod(start.month - 1 + limit.count, 12)
        longest = monthrange(start.year + years, month + 1)[1]
        place = bisect_left(WORKED, dt.date(start.year + years, month + 1, min(start.day, longest)))
        item = started(start, limit)
        if place == len(WORKED):
            assert (item.state, item.due_date) == (DeadlineState.UNRESOLVED, None)
            unresolved += 1
            continue
        due = WORKED[place]
        assert (item.state, item.due_date) == (DeadlineState.RUNNING, due), start
        assert (is_late(item, due), is_late(item, due + ONE_DAY)) == (False, True), start
    assert 0 < unresolved < 32 * limit.count


@pytest.mark.rule("D-04")
@pytest.mark.parametrize("name", BY_HOURS)
def test_hours_end_at_their_instant_on_every_day(name: str) -> None:
    limit, moment = LIMITS[name], dt.timedelta(microseconds=1)
    for day in DAYS:
        asked = dt.datetime.combine(day, dt.time(9, 30), dt.timezone(dt.timedelta(hours=8)))
        item = begin(
            name="deadlines/1", subject="applications/1", kind="TRANSFER", rule_id="LA-05", owner="authorities/custody",
            division="990102", limit=limit, start_date=day, start_time=asked, calendar=CALENDAR,
        )  # fmt: skip
        end = asked + dt.timedelta(hours=limit.count)
        assert (item.due_time, is_late(item, end.date(), end)) == (end, False)
        assert is_late(item, end.date(), end + moment)
        assert expire(item, today=end.date(), now=end + moment).state is DeadlineState.MISSED


@pytest.mark.rule("LA-36", "D-09")
@pytest.mark.parametrize("shift", SHIFTS)
def test_provisional_aid_begins_below_the_number_of_days_and_not_at_it(counter: Counter, shift: int) -> None:
    days = number_on("la.provisional_below_days", TODAY) + shift
    name = counter.receive(limitation_expiry_date=shifted(days)).name
    if shift < 0:
        assert state_of(act(counter, "grantProvisionalAid", name)) == "PROVISIONAL"
    else:
        answer = refused(lambda: act(counter, "grantProvisionalAid", name))
        assert (answer.reason, answer.metadata["days_left"]) == ("NOT_URGENT", str(days))


@pytest.mark.rule("LA-35", "D-09")
@pytest.mark.parametrize("shift", SHIFTS)
def test_a_courts_notice_is_late_below_the_number_of_days_and_not_at_it(counter: Counter, shift: int) -> None:
    hearing = shifted(number_on("la.late_notice_days", TODAY) + shift)
    taken = department(counter.door).send(counter.institution, hearing_date=hearing)
    assert flags_of(taken) == ({"LATE_NOTICE"} if shift < 0 else set())


@pytest.mark.parametrize(("division", "row"), DATED)
def test_a_value_holds_from_its_first_day_and_the_day_before_another_does_or_none(
    division: str, row: Parameter
) -> None:
    place = "110101" if division == "000000" else division  # no pack of a province overrides the nation there
    assert book().find(row.key, division=place, on=row.from_date) == row
    before = before_or_none(row.key, place, row.from_date - ONE_DAY)
    assert before is None or before.to_date == row.from_date - ONE_DAY
    if row.to_date is not None:
        after = before_or_none(row.key, place, row.to_date + ONE_DAY)
        assert book().find(row.key, division=place, on=row.to_date) == row
        assert after is None or after.from_date == row.to_date + ONE_DAY


def before_or_none(key: str, division: str, on: dt.date) -> Parameter | None:
    """What holds on the day; None when the look-up is refused."""
    try:
        return book().find(key, division=division, on=on)
    except RuleViolated as refusal:
        if refusal.reason != "POLICY_NOT_FOUND":
            raise
        return None
