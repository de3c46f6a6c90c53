"""Many deliveries at once open one clue per cause, and no number is lost or given twice."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message

from chassis.events.delivery import Delivery
from chassis.events.inbox import Inbox
from services.supervision.domain.clue import Cause, ClueSource
from services.supervision.persistence.clue import insert_clue, load_for_cause, next_count
from tests.doors import HOME, Door
from tests.facts import fact
from tests.services.supervision.told import APPLICATION, OBJECTION, Teller, clues, missed, ordered, parked

FIRST = "（2026）线索第1号"


def deliver_at_once(inbox: Inbox, deliveries: Sequence[Delivery]) -> None:
    """One thread per delivery, all let go together; raises what any of them raises."""
    start = Barrier(len(deliveries))

    def deliver(delivery: Delivery) -> None:
        start.wait(20)
        inbox.receive(delivery)

    with ThreadPoolExecutor(len(deliveries)) as threads:
        for done in [threads.submit(deliver, delivery) for delivery in deliveries]:
            done.result(timeout=60)


@pytest.mark.parametrize("message", [ordered(), missed()], ids=["order", "deadline"])
def test_deliveries_at_once_open_one_clue(door: Door, teller: Teller, message: Message) -> None:
    once, doubled = teller.number(message), teller.number(message)
    deliver_at_once(teller.inbox, [once, once, doubled, doubled])
    assert [clue.number for clue in clues(door)] == [FIRST]
    assert parked(door) == []


def test_causes_at_once_get_gapless_numbers(door: Door, teller: Teller) -> None:
    deliver_at_once(teller.inbox, [teller.number(missed(number)) for number in range(6)])
    assert [clue.number for clue in clues(door)] == [f"（2026）线索第{count}号" for count in range(1, 7)]


def test_the_database_itself_refuses_a_second_clue_of_a_cause(door: Door, inbox: Inbox) -> None:
    inbox.receive(fact(1, ordered(objection=OBJECTION), subject=APPLICATION))
    cause = Cause(source=ClueSource.XF_17, subject=OBJECTION, kind="")
    with door.service.database.write() as session:
        seal = door.service.sealing.of(session)
        clue = load_for_cause(session, seal, cause)
    assert clue is not None
    second = replace(clue, name="clues/other", number="（2026）线索第2号")
    with pytest.raises(sa.exc.IntegrityError), door.service.database.write() as session:
        insert_clue(session, seal, second)


def test_each_year_and_division_counts_from_one(door: Door) -> None:
    with door.service.database.write() as session:
        asked = [(HOME, 2026), (HOME, 2026), (HOME, 2027), ("990103", 2027), (HOME, 2026)]
        assert [next_count(session, division, year) for division, year in asked] == [1, 2, 1, 1, 3]
