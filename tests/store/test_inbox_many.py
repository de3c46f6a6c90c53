"""Where many facts are at hand several take effect in one transaction, and one that fails is parked alone."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import events_pb2

from chassis.events import inbox_store
from chassis.events.arrivals import Arrivals
from chassis.events.delivery import Delivery
from chassis.events.inbox import REACTIONS_PER_TX
from chassis.events.inbox_turn import Place
from chassis.service import Service
from tests.facts import fact
from tests.servers.processes import wait_for
from tests.store.recorder import Recorder, received


@pytest.fixture
def recorder(supervision: Service) -> Recorder:
    return Recorder(supervision)


def page(last: int, *, of_nobody: tuple[int, ...] = ()) -> list[Delivery]:
    """The facts up to a position; those `of_nobody` are of a type that is not reacted to."""
    foreign = events_pb2.InstitutionRegistered(institution="institutions/1")
    return [fact(place, foreign if place in of_nobody else received(place)) for place in range(1, last + 1)]


def commits(recorder: Recorder) -> list[int]:
    """Grows by one with every transaction that is committed from now on."""
    seen: list[int] = []
    sa.event.listen(recorder.service.database.engine, "commit", lambda _: seen.append(1))
    return seen


def test_many_facts_take_effect_in_few_transactions(recorder: Recorder) -> None:
    facts, committed = page(3 * REACTIONS_PER_TX), commits(recorder)
    assert recorder.inbox().receive_all(facts) == [Place.APPLIED] * len(facts)
    assert len(committed) == 3
    assert recorder.seen == list(range(1, len(facts) + 1))


def test_stored_facts_take_effect_in_few_transactions(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    first, *others = page(1 + 2 * REACTIONS_PER_TX)
    for each in others:
        inbox.receive(each)
    committed = commits(recorder)
    inbox.receive(first)
    assert len(committed) == 1 + 2
    assert recorder.applied == len(others) + 1


@pytest.mark.parametrize("of_nobody", [(), (1, 2, 3), (4, 6)], ids=["all concern it", "some before", "some around"])
def test_a_failing_fact_among_many_is_parked_alone(recorder: Recorder, of_nobody: tuple[int, ...]) -> None:
    recorder.failing = {5}
    facts = page(25, of_nobody=of_nobody)
    assert recorder.inbox().receive_page(facts) == 25
    expected = [place for place in range(1, 26) if place != 5 and place not in of_nobody]
    assert (recorder.seen, recorder.parked, recorder.applied) == (expected, [5], 25)


def test_a_failing_fact_among_stored_ones_is_parked_alone(recorder: Recorder) -> None:
    recorder.failing = {4, 9}
    inbox = recorder.inbox()
    first, *others = page(20, of_nobody=(2, 3))
    for each in others:
        inbox.receive(each)
    inbox.receive(first)
    assert (recorder.parked, recorder.applied, len(recorder.seen)) == ([4, 9], 20, 20 - 2 - 2)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_batches_in_any_order_with_duplicates_give_the_same_effect(recorder: Recorder, seed: int) -> None:
    chance = random.Random(seed)
    arrivals = [each for each in page(60, of_nobody=(7, 8, 30)) for _ in range(chance.choice((1, 1, 2)))]
    chance.shuffle(arrivals)
    inbox = recorder.inbox()
    while arrivals:
        size = chance.randint(1, 12)
        inbox.receive_all(arrivals[:size])
        del arrivals[:size]
    assert recorder.seen == [place for place in range(1, 61) if place not in (7, 8, 30)]


def test_a_clash_among_many_raises_the_alarm_and_holds_nobody_up(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(fact(1, received(1)))
    places = inbox.receive_all([fact(1, received(7)), *page(3)[1:]])
    assert (places, recorder.seen, recorder.alarms) == (
        [Place.CLASH, Place.APPLIED, Place.APPLIED], [1, 2, 3], {"EVENT_INTEGRITY": 1},
    )  # fmt: skip


def test_what_waits_for_the_turn_is_taken_by_whoever_has_it(recorder: Recorder) -> None:
    arrivals, facts, committed = Arrivals(recorder.inbox()), page(40), commits(recorder)
    with ThreadPoolExecutor(len(facts)) as pool:
        with arrivals._turn:
            waiting = [pool.submit(arrivals.take, each) for each in reversed(facts)]
            wait_for(lambda: len(arrivals._waiting) == len(facts), "all wait for the turn")
        for each in waiting:
            each.result(timeout=60)
    assert len(committed) == len(facts) / REACTIONS_PER_TX
    assert (recorder.seen, arrivals._waiting) == (list(range(1, 41)), [])


def test_facts_of_two_sources_in_the_same_hands_are_both_taken(recorder: Recorder) -> None:
    arrivals = Arrivals(recorder.inbox())
    other = fact(1, received(1), log_id="01890000-0000-7000-8000-00000000000b", source="party_building")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(arrivals.take, [other, *page(7)]))
    with recorder.service.database.read() as session:
        elsewhere = inbox_store.read_cursor(session, "party_building")
    assert elsewhere is not None
    assert (recorder.seen, recorder.applied, elsewhere.applied) == (list(range(1, 8)), 7, 1)
