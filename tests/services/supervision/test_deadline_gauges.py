"""The gauges of an institution's deadlines follow every deadline through its life."""

from __future__ import annotations

import pytest

from services.supervision.domain.institution_tally import GAUGES
from tests.doors import Door
from tests.services.supervision.told import Teller, changed, counted, registered, tallies

RUNNING, UNRESOLVED = {"running_deadline_count": 1}, {"unresolved_deadline_count": 1}
MET, MISSED = {"met_deadline_count": 1}, {"missed_deadline_count": 1}
CANCELLED = {"cancelled_deadline_count": 1}
LIVES = {
    "unresolved, then missed": [("UNRESOLVED", UNRESOLVED), ("RUNNING", RUNNING), ("MISSED", MISSED)],
    "paused and met": [("RUNNING", RUNNING), ("PAUSED", RUNNING), ("RUNNING", RUNNING), ("MET", MET)],
    "paused into an unknown year": [("RUNNING", RUNNING), ("PAUSED", RUNNING), ("UNRESOLVED", UNRESOLVED)],
    "missed, and met after all": [("RUNNING", RUNNING), ("MISSED", MISSED), ("MET", MET)],
    "fallen away": [("UNRESOLVED", UNRESOLVED), ("CANCELLED", CANCELLED)],
}


@pytest.mark.parametrize("life", LIVES)
def test_a_deadline_is_counted_where_it_stands(door: Door, teller: Teller, life: str) -> None:
    before, seen = "", []
    for state, _ in LIVES[life]:
        teller.tell(changed(before, state))
        teller.inbox.receive(teller.told[-1])
        before = state
        seen.append(counted(door))
    assert seen == [gauges for _, gauges in LIVES[life]]


def test_every_state_has_a_gauge() -> None:
    assert {state.name for state in GAUGES} == {"RUNNING", "PAUSED", "UNRESOLVED", "MET", "MISSED", "CANCELLED"}


def test_deadlines_of_one_institution_add_up(door: Door, teller: Teller) -> None:
    for number in range(3):
        teller.tell(changed("", "RUNNING", subject=f"applications/{number}"))
    teller.tell(changed("RUNNING", "MET", subject="applications/0"))
    assert counted(door) == {"running_deadline_count": 2, "met_deadline_count": 1}


@pytest.mark.parametrize("owner", ["authorities/x", "bureaus/990102", "applications/x", "notices/x", ""])
def test_a_deadline_of_somebody_else_counts_for_no_institution(door: Door, teller: Teller, owner: str) -> None:
    teller.tell(registered(), changed("", "RUNNING", owner=owner), changed("RUNNING", "MISSED", owner=owner))
    assert counted(door) == {}
    assert tallies(door)[0].as_of_position == 1


def test_a_change_that_comes_late_leaves_the_gauges_right(door: Door, teller: Teller) -> None:
    begun, missed = teller.number(changed("", "RUNNING")), teller.number(changed("RUNNING", "MISSED"))
    for delivery in (missed, begun, missed):
        teller.inbox.receive(delivery)
    assert counted(door) == MISSED
