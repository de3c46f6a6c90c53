"""Facts of other services take effect in order and once, however they arrive."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import events_pb2

from chassis.clock import random_id
from chassis.events import inbox_store
from chassis.events.inbox_turn import Place
from chassis.schema import inbox as inbox_table
from chassis.service import Service
from tests.facts import LOG, fact
from tests.store.recorder import SOURCE, Recorder, received


@pytest.fixture
def recorder(supervision: Service) -> Recorder:
    return Recorder(supervision)


def bodies(recorder: Recorder) -> list[str | None]:
    with recorder.service.database.read() as session:
        return list(session.execute(sa.select(inbox_table.c.body).order_by(inbox_table.c.position)).scalars())


def test_facts_in_order_are_applied_one_by_one(recorder: Recorder) -> None:
    places = [recorder.inbox().receive(fact(position, received(position))) for position in (1, 2, 3)]
    assert (places, recorder.seen, recorder.applied) == ([Place.APPLIED] * 3, [1, 2, 3], 3)


def test_a_duplicate_has_no_effect(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    places = [inbox.receive(fact(1, received(1))) for _ in range(3)]
    assert (places, recorder.seen) == ([Place.APPLIED, Place.DUPLICATE, Place.DUPLICATE], [1])


def test_a_fact_behind_a_hole_waits_until_the_hole_is_filled(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    assert [inbox.receive(fact(position, received(position))) for position in (3, 2)] == [Place.LATER] * 2
    assert recorder.seen == []
    inbox.receive(fact(1, received(1)))
    assert (recorder.seen, recorder.applied) == ([1, 2, 3], 3)


def test_an_old_fact_that_comes_again_late_has_no_effect(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    for position in (1, 2, 3):
        inbox.receive(fact(position, received(position)))
    assert inbox.receive(fact(1, received(1))) is Place.DUPLICATE
    assert recorder.seen == [1, 2, 3]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_with_duplicates_gives_the_same_effect(recorder: Recorder, seed: int) -> None:
    chance = random.Random(seed)
    arrivals = [position for position in range(1, 61) for _ in range(chance.choice((1, 1, 2, 3)))]
    chance.shuffle(arrivals)
    inbox = recorder.inbox()
    for position in arrivals:
        inbox.receive(fact(position, received(position)))
    assert recorder.seen == list(range(1, 61))


def test_two_consumers_of_one_source_apply_every_fact_once(recorder: Recorder) -> None:
    def consume(seed: int) -> None:
        arrivals = list(range(1, 41))
        random.Random(seed).shuffle(arrivals)
        inbox = recorder.inbox()
        for position in arrivals:
            inbox.receive(fact(position, received(position)))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(consume, (1, 2)))
    assert recorder.seen == list(range(1, 41))


def test_an_event_id_with_another_body_raises_the_alarm_and_has_no_effect(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(fact(1, received(1)))
    assert inbox.receive(fact(1, received(7))) is Place.CLASH
    assert (recorder.seen, recorder.alarms) == ([1], {"EVENT_INTEGRITY": 1})


def test_another_event_at_a_taken_position_raises_the_alarm_and_has_no_effect(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(fact(1, received(1)))
    assert inbox.receive(fact(1, received(1), event_id=random_id())) is Place.CLASH
    assert (recorder.seen, recorder.alarms) == ([1], {"EVENT_INTEGRITY": 1})


def test_the_same_clash_again_is_counted_and_not_repeated(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(fact(1, received(1)))
    for _ in range(3):
        inbox.receive(fact(1, received(7)))
    assert recorder.alarms == {"EVENT_INTEGRITY": 3}


def test_the_same_event_id_from_another_source_is_another_event(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(fact(1, received(1)))
    other = replace(fact(1, received(1), log_id=random_id(), event_id=fact(1, received(1)).event_id), source="other")
    assert inbox.receive(other) is Place.APPLIED


def test_a_type_nobody_reacts_to_just_steps(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(fact(1, events_pb2.InstitutionRegistered(institution="institutions/1")))
    inbox.receive(replace(fact(2, received(2)), type="sifa.legal_aid.v9.Invented"))
    inbox.receive(fact(3, received(3)))
    assert (recorder.seen, recorder.applied) == ([3], 3)


def test_a_fact_of_a_source_that_the_manifest_does_not_list_just_steps(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(replace(fact(1, received(1), log_id=random_id()), source="party_building"))
    inbox.receive(fact(1, received(1)))
    with recorder.service.database.read() as session:
        cursor = inbox_store.read_cursor(session, "party_building")
    assert cursor is not None
    assert (recorder.seen, cursor.applied) == ([1], 1)


def test_many_stored_facts_that_concern_nobody_step_in_few_transactions(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    for position in range(2, 122):
        inbox.receive(fact(position, events_pb2.InstitutionRegistered(institution="institutions/1")))
    inbox.receive(fact(1, received(1)))
    assert (recorder.seen, recorder.applied) == ([1], 121)


def test_the_body_is_forgotten_once_it_had_its_effect(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(fact(2, received(2)))
    assert bodies(recorder) == [fact(2, received(2)).body]
    inbox.receive(fact(1, received(1)))
    assert bodies(recorder) == [None, None]


def test_a_body_that_does_not_parse_is_parked_and_others_flow(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(replace(fact(1, received(1)), body="[1, 2"))
    inbox.receive(fact(2, received(2)))
    assert (recorder.seen, recorder.parked, recorder.applied) == ([2], [1], 2)


def test_a_fact_of_an_unknown_log_waits_until_the_head_was_asked(recorder: Recorder) -> None:
    inbox = recorder.inbox()
    inbox.receive(fact(1, received(1)))
    assert inbox.receive(fact(2, received(2), log_id=LOG[:-1] + "b")) is Place.OTHER_LOG
    assert (recorder.seen, recorder.applied) == ([1], 1)


def test_applying_stored_facts_of_a_source_that_never_told_anything_does_nothing(recorder: Recorder) -> None:
    assert recorder.inbox().apply_stored(SOURCE) == 0
