"""Deadlines: every move from every state, what stops a clock, and what is in time."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from chassis.kernel import deadline_moves as rules
from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.deadline import MOVES, Deadline, DeadlineState
from chassis.kernel.errors import RuleViolated
from tests.unit.kernel.deadlines_begun import CALENDAR, LATER, NOON, SHANGHAI, begun, day, in_state

STATES, ACTIONS = list(DeadlineState), sorted({action for moves in MOVES.values() for action in moves})


def moved(item: Deadline, action: str, on: dt.date) -> Deadline:
    moves: dict[str, Callable[[], Deadline]] = {
        "pause": lambda: rules.pause(item, on=on),
        "resume": lambda: rules.resume(item, on=on, calendar=CALENDAR),
        "finish": lambda: rules.finish(item, on=on),
        "cancel": lambda: rules.cancel(item),
        "expire": lambda: rules.expire(item, today=on, now=NOON),
        "resolve": lambda: rules.resolve(item, CALENDAR),
    }
    return moves[action]()


def test_the_table_knows_every_state_and_every_action() -> None:
    assert set(MOVES) == set(DeadlineState)
    assert ACTIONS == ["cancel", "expire", "finish", "pause", "resolve", "resume"]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_state_is_reached_by_legal_moves(state: DeadlineState) -> None:
    assert in_state(state).state is state


@pytest.mark.parametrize(("state", "action"), list(itertools.product(STATES, ACTIONS)), ids=str)
def test_a_move_leads_where_the_table_says_or_is_refused(state: DeadlineState, action: str) -> None:
    item = in_state(state)
    on = day("2026-12-26") if state is DeadlineState.UNRESOLVED else day("2026-06-12")
    if action in MOVES[state]:
        assert moved(item, action, on).state in MOVES[state][action]
    else:
        with pytest.raises(RuleViolated) as refused:
            moved(item, action, on)
        assert refused.value.reason == "DEADLINE_MOVE_NOT_ALLOWED"
        assert refused.value.metadata == {"rules": "LA-30", "state": state.name, "action": action}


def test_every_target_of_the_table_can_be_reached() -> None:
    """Each move is made on an early and on a late day, with and without a day of doing, before and after an import."""
    seen = set()
    variants = [*map(in_state, STATES), replace(in_state(DeadlineState.UNRESOLVED), done_date=day("2027-01-10"))]
    variants.append(replace(variants[-1], done_date=day("2027-01-20")))
    pending = rules.pause(in_state(DeadlineState.UNRESOLVED), on=day("2026-12-26"))
    for item, action, on in itertools.product(
        [*variants, pending], ACTIONS, ["2026-06-12", "2026-12-28", "2027-01-20"]
    ):
        for calendar in (CALENDAR, LATER):
            try:
                found = rules.resolve(item, calendar) if action == "resolve" else moved(item, action, day(on))
            except (RuleViolated, ValueError):
                continue
            seen.add((item.state, action, found.state))
    told = {
        (state, action, to) for state, moves in MOVES.items() for action, targets in moves.items() for to in targets
    }
    assert seen == told


@pytest.mark.rule("D-02")
def test_a_deadline_begins_running() -> None:
    """TV-D02: raw 10-01 is off."""
    item = begun("2026-09-24")
    assert (item.state, item.due_date, item.is_open) == (DeadlineState.RUNNING, day("2026-10-08"), True)


@pytest.mark.parametrize(
    ("done", "state"),
    [
        pytest.param("2026-10-01", DeadlineState.MET, id="before"),
        pytest.param("2026-10-08", DeadlineState.MET, id="on the last day"),
        pytest.param("2026-10-09", DeadlineState.MISSED, id="after"),
    ],
)
@pytest.mark.rule("D-12")
def test_what_is_done_on_the_last_day_is_in_time(done: str, state: DeadlineState) -> None:
    finished = rules.finish(begun("2026-09-24"), on=day(done))
    assert (finished.state, finished.done_date, finished.is_open) == (state, day(done), False)


@pytest.mark.parametrize(("today", "state"), [("2026-10-08", "RUNNING"), ("2026-10-09", "MISSED")])
@pytest.mark.rule("D-12")
def test_a_deadline_is_missed_when_its_last_day_is_over(today: str, state: str) -> None:
    assert rules.expire(begun("2026-09-24"), today=day(today), now=NOON).state is DeadlineState[state]


@pytest.mark.rule("P-06")
@pytest.mark.parametrize(("done", "state"), [("2026-06-16", "MISSED"), ("2026-06-15", "MET")])
def test_a_missed_deadline_stays_missed_unless_it_was_done_in_time_and_entered_late(done: str, state: str) -> None:
    finished = rules.finish(in_state(DeadlineState.MISSED), on=day(done))
    assert (finished.state, finished.done_date) == (DeadlineState[state], day(done))
    with pytest.raises(RuleViolated):
        rules.finish(finished, on=day("2026-06-20"))


@pytest.mark.rule("LA-31")
def test_a_pause_for_a_supplement_moves_the_due_date() -> None:
    """TV-D13."""
    stopped = rules.pause(begun("2026-09-08"), on=day("2026-09-10"))
    assert (stopped.due_date, stopped.state) == (None, DeadlineState.PAUSED)
    running = rules.resume(stopped, on=day("2026-09-22"), calendar=CALENDAR)
    assert (running.due_date, running.state) == (day("2026-09-28"), DeadlineState.RUNNING)


@pytest.mark.rule("LA-31")
def test_a_clock_can_be_stopped_again() -> None:
    item = begun("2026-06-08")
    for stop, start in (("2026-06-09", "2026-06-11"), ("2026-06-11", "2026-06-12")):
        item = rules.resume(rules.pause(item, on=day(stop)), on=day(start), calendar=CALENDAR)
    assert item.due_date == day("2026-06-18")


def test_what_is_done_while_the_clock_stands_still_is_in_time() -> None:
    assert rules.finish(in_state(DeadlineState.PAUSED), on=day("2027-06-30")).state is DeadlineState.MET


@pytest.mark.parametrize(
    ("item", "action", "on"),
    [
        pytest.param(begun(), "pause", "2026-06-07", id="stop before the start"),
        pytest.param(begun(), "pause", "2026-06-16", id="stop after the end"),
        pytest.param(in_state(DeadlineState.PAUSED), "resume", "2026-06-09", id="go on before the stop"),
        pytest.param(
            rules.resume(in_state(DeadlineState.PAUSED), on=day("2026-06-12"), calendar=CALENDAR),
            "pause", "2026-06-11", id="stop before the last new start",
        ),
    ],
)  # fmt: skip
def test_dates_in_the_wrong_order_are_refused(item: Deadline, action: str, on: str) -> None:
    with pytest.raises(RuleViolated, match="DEADLINE_MOVE_NOT_ALLOWED"):
        moved(item, action, day(on))


@pytest.mark.rule("D-04")
@pytest.mark.parametrize(("late", "state"), [(0, DeadlineState.MET), (1, DeadlineState.MISSED)])
def test_hours_end_by_the_clock_and_need_no_calendar(late: int, state: DeadlineState) -> None:
    """TV-D12, in a year without a table."""
    start = dt.datetime(2030, 10, 1, 9, 30, tzinfo=SHANGHAI)
    item = begun("2030-10-01", Limit(24, Basis.HRS), start)
    assert (item.due_time, item.due_date) == (start.replace(day=2), day("2030-10-02"))
    done = start.replace(day=2) + dt.timedelta(seconds=late)
    finished = rules.finish(item, on=done.date(), at=done)
    assert (finished.state, finished.done_time) == (state, done)
    assert rules.expire(item, today=done.date(), now=done).state is [DeadlineState.RUNNING, DeadlineState.MISSED][late]


@pytest.mark.rule("D-04")
def test_hours_do_not_stand_still() -> None:
    with pytest.raises(RuleViolated, match="DEADLINE_MOVE_NOT_ALLOWED"):
        rules.pause(begun(limit=Limit(24, Basis.HRS), at=NOON), on=day("2026-06-08"))


def test_hours_need_instants() -> None:
    with pytest.raises(ValueError, match="from an instant"):
        begun(limit=Limit(24, Basis.HRS))
    with pytest.raises(ValueError, match="at an instant"):
        rules.finish(begun(limit=Limit(24, Basis.HRS), at=NOON), on=day("2026-06-08"))


def test_a_change_is_told_with_both_states_and_a_standstill_is_not_told() -> None:
    running = begun()
    stopped = rules.pause(running, on=day("2026-06-10"))
    first, second = rules.change(None, running), rules.change(running, stopped)
    assert first is not None
    assert second is not None
    assert (first.previous_state, first.state, first.due_date) == (None, DeadlineState.RUNNING, day("2026-06-15"))
    assert (second.previous_state, second.state, second.due_date) == (
        DeadlineState.RUNNING, DeadlineState.PAUSED, None,
    )  # fmt: skip
    assert rules.change(running, running) is None
