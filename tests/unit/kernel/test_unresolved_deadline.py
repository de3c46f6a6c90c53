"""Deadlines whose end depends on a year without a table: nobody is turned away, and nothing is guessed (D-08)."""

from __future__ import annotations

import pytest

from chassis.kernel import deadline_moves as rules
from chassis.kernel.calendar import Basis, CalendarNotLoaded, Limit
from chassis.kernel.deadline import DeadlineState
from chassis.kernel.errors import RuleViolated
from tests.unit.kernel.deadlines_begun import LATER, begun, day, in_state


@pytest.mark.rule("D-08")
@pytest.mark.parametrize(
    ("start", "limit", "earliest"),
    [
        pytest.param("2026-12-25", Limit(7, Basis.CAL), "2027-01-01", id="TV-D23"),
        pytest.param("2026-11-10", Limit(90, Basis.CAL), "2027-02-08", id="TV-D24"),
        pytest.param("2026-12-10", Limit(20, Basis.WD), "2027-01-01", id="working days"),
        pytest.param("2026-10-31", Limit(4, Basis.MON), "2027-02-28", id="months"),
        pytest.param("2026-12-24", Limit(365, Basis.CAL), "2027-12-24", id="a year"),
    ],
)
def test_a_missing_year_turns_nobody_away(start: str, limit: Limit, earliest: str) -> None:
    item = begun(start, limit)
    assert (item.state, item.due_date, item.unresolved_year) == (DeadlineState.UNRESOLVED, None, 2027)
    assert item.earliest_date == day(earliest)


@pytest.mark.rule("D-08")
def test_only_an_unresolved_deadline_shows_an_earliest_day() -> None:
    shown = {state: in_state(state).earliest_date for state in DeadlineState}
    assert [state for state, date in shown.items() if date is not None] == [DeadlineState.UNRESOLVED]


@pytest.mark.rule("D-08")
def test_while_unresolved_only_a_day_that_is_surely_in_time_is_judged() -> None:
    item = begun("2026-12-25")
    assert not rules.is_late(item, day("2027-01-01"))
    with pytest.raises(CalendarNotLoaded) as refused:
        rules.is_late(item, day("2027-01-02"))
    assert refused.value.year == 2027


@pytest.mark.rule("D-08")
@pytest.mark.parametrize(
    ("done", "at_once", "resolved"),
    [
        ("2027-01-01", "MET", ""),
        ("2027-01-02", "UNRESOLVED", "MET"),
        ("2027-01-11", "UNRESOLVED", "MET"),
        ("2027-01-12", "UNRESOLVED", "MISSED"),
    ],
)
def test_what_is_done_while_unresolved_is_judged_when_the_table_is_there(
    done: str, at_once: str, resolved: str
) -> None:
    finished = rules.finish(begun("2026-12-25"), on=day(done))
    assert (finished.state, finished.done_date) == (DeadlineState[at_once], day(done))
    if resolved:
        known = rules.resolve(finished, LATER)
        assert (known.state, known.due_date) == (DeadlineState[resolved], day("2027-01-11"))


@pytest.mark.rule("D-08")
def test_a_resolved_deadline_runs_with_its_due_date() -> None:
    known = rules.resolve(begun("2026-12-25"), LATER)
    assert (known.state, known.due_date, known.unresolved_year, known.earliest_date) == (
        DeadlineState.RUNNING, day("2027-01-11"), None, None,
    )  # fmt: skip


@pytest.mark.rule("D-08")
def test_a_deadline_that_needs_a_further_year_stays_unresolved_and_names_it() -> None:
    item = begun("2026-12-29", Limit(300, Basis.WD))
    assert (item.unresolved_year, rules.resolve(item, LATER).unresolved_year) == (2027, 2028)


@pytest.mark.rule("D-08")
def test_a_clock_that_may_be_over_is_not_stopped_for_want_of_a_table() -> None:
    with pytest.raises(CalendarNotLoaded):
        rules.pause(begun("2026-12-25"), on=day("2027-01-02"))


@pytest.mark.rule("D-08")
def test_a_recorded_day_of_doing_leaves_nothing_but_resolving() -> None:
    item = rules.finish(begun("2026-12-25"), on=day("2027-01-05"))
    assert not item.is_open
    on = day("2026-12-26")
    with pytest.raises(RuleViolated):
        rules.pause(item, on=on)
    with pytest.raises(RuleViolated):
        rules.finish(item, on=on)
    with pytest.raises(RuleViolated):
        rules.cancel(item)
