"""Days left, days late and phases at their edges."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.spans import Phase, days_late, days_left, phase_on

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))
MAY, JULY = dt.date(2026, 5, 1), dt.date(2026, 7, 31)
SPRING = Phase(name="spring", first=MAY, last=MAY + dt.timedelta(days=30))


@pytest.mark.rule("D-01")
@given(on=DAYS, days=st.integers(-4000, 4000))
def test_days_left_count_neither_the_day_itself_nor_a_day_twice(on: dt.date, days: int) -> None:
    assert days_left(on + dt.timedelta(days=days), on=on) == days


@pytest.mark.rule("D-12", "D-14")
@given(due=DAYS, days=st.integers(-4000, 4000))
def test_nothing_is_late_on_its_day_and_one_day_late_on_the_next(due: dt.date, days: int) -> None:
    assert days_late(due, done=due + dt.timedelta(days=days)) == max(0, days)


@pytest.mark.rule("K9")
@pytest.mark.parametrize(("shift", "inside"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_phase_holds_its_first_and_its_last_day(shift: int, inside: bool) -> None:  # noqa: FBT001
    assert SPRING.holds(MAY + dt.timedelta(days=shift)) is inside


@pytest.mark.rule("K9")
def test_a_campaign_without_phases_holds_no_day() -> None:
    assert phase_on([], MAY) is None


def test_a_phase_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Phase(name="", first=JULY, last=MAY)


def test_two_phases_of_one_day_are_refused() -> None:
    twice = [SPRING, Phase(name="again", first=SPRING.last, last=JULY)]
    assert phase_on(twice, MAY) == SPRING
    with pytest.raises(ValueError, match="two phases"):
        phase_on(twice, SPRING.last)
