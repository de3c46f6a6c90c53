"""Projections run again into empty tables; effects do not. And what a restored source has lost is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from chassis.clock import random_id
from chassis.events import inbox_store
from chassis.events.delivery import Delivery
from chassis.events.event_log import Head
from chassis.events.reactions import load_reactor
from chassis.events.rebuild import NotRebuildable, rebuild
from chassis.events.reconcile import Difference, reconcile
from chassis.events.whole_log import WholeLog
from chassis.schema import inbox
from services.supervision.persistence.institution_tally import TABLE
from tests.doors import Door
from tests.services.supervision.told import INSTITUTION, Teller, clues, counted, missed, ordered, received, registered

SOME = (registered(), received(), received(), ordered(), missed())


def log_of(deliveries: list[Delivery], **changes: object) -> WholeLog:
    head = Head(log_id=deliveries[0].log_id, position=len(deliveries), continues="", forked_at=0)
    return WholeLog(source=deliveries[0].source, head=replace(head, **changes), events=deliveries)  # type: ignore[arg-type]


def again(door: Door, log: WholeLog) -> dict[str, int]:
    return rebuild(door.service, load_reactor(door.service), [log])


def spoil(door: Door) -> None:
    with door.service.database.write() as session:
        session.execute(sa.update(TABLE).values(received_count=99))


def test_a_spoilt_projection_is_whole_again_and_no_effect_happened_twice(door: Door, teller: Teller) -> None:
    teller.tell(*SOME)
    before, opened = counted(door), clues(door)
    spoil(door)
    assert again(door, log_of(teller.told)) == {"legal_aid": len(SOME)}
    assert (counted(door), clues(door)) == (before, opened)
    assert len(opened) == 2


def test_it_stops_where_the_source_was_applied(door: Door, teller: Teller) -> None:
    teller.tell(*SOME)
    before = counted(door)
    ahead = [*teller.told, *(teller.number(received()) for _ in range(3))]
    assert again(door, log_of(ahead)) == {"legal_aid": len(SOME)}
    assert counted(door) == before


def test_a_parked_event_is_left_for_later(door: Door, teller: Teller) -> None:
    teller.tell(registered())
    broken = teller.number(received())
    teller.inbox.receive(replace(broken, body='{"receivedDate": []}'))
    teller.tell(received())
    before = counted(door)
    assert again(door, log_of(teller.told)) == {"legal_aid": 1}
    assert counted(door) == before


@pytest.mark.parametrize("change", ["log", "shorter"])
def test_a_log_that_is_not_the_applied_one_changes_nothing(door: Door, teller: Teller, change: str) -> None:
    teller.tell(*SOME)
    spoil(door)
    log = log_of(teller.told, log_id=random_id()) if change == "log" else log_of(teller.told[:3])
    with pytest.raises(NotRebuildable):
        again(door, log)
    assert counted(door)["received_count"] == 99


def differences(door: Door, log: WholeLog) -> list[tuple[Difference, int]]:
    with door.service.database.read() as session:
        return [(one.difference, one.position) for one in reconcile(session, log)]


def test_a_log_and_its_inbox_agree(door: Door, teller: Teller) -> None:
    teller.tell(*SOME)
    assert differences(door, log_of(teller.told)) == []
    ahead = [*teller.told, teller.number(received())]
    assert differences(door, log_of(ahead)) == []


def test_what_a_restored_source_has_lost_is_listed(door: Door, teller: Teller) -> None:
    """The source goes back to its third event, forks, and tells one other fact: two events had their effect here."""
    teller.tell(*SOME)
    new = random_id()
    with door.service.database.write() as session:
        cursor = inbox_store.lock_cursor(session, "legal_aid")
        inbox_store.switch_log(session, cursor, log_id=new, forked_at=3)
    fork = [replace(event, log_id=new) for event in teller.told[:3]]
    other = replace(teller.number(received()), log_id=new, position=4)
    teller.inbox.receive(other)
    log = log_of([*fork, other])
    assert differences(door, log) == [(Difference.LOST_AT_SOURCE, 4), (Difference.LOST_AT_SOURCE, 5)]


def test_every_kind_of_difference_is_told_apart(door: Door, teller: Teller) -> None:
    teller.tell(*SOME)
    changed = replace(teller.told[1], body=f'{{"institution": "{INSTITUTION}"}}')
    stranger = replace(teller.told[3], event_id=random_id())
    with door.service.database.write() as session:
        session.execute(sa.update(inbox).where(inbox.c.position == 5).values(position=9))
    log = log_of([teller.told[0], changed, teller.told[2], stranger, teller.told[4]])
    assert sorted(differences(door, log), key=lambda one: (one[1], one[0].name)) == [
        (Difference.ANOTHER_BODY, 2), (Difference.LOST_AT_SOURCE, 4), (Difference.MISSING_HERE, 4),
        (Difference.ELSEWHERE, 9),
    ]  # fmt: skip
