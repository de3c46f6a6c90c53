"""Supervision counts what legal aid tells, shows it within the caller's divisions, and tells nothing itself."""

from __future__ import annotations

import random
from dataclasses import replace

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import events_pb2
from sifa.supervision.v1 import institution_tally_pb2, institution_tally_service_pb2

from chassis.clock import random_id
from chassis.events.inbox import Inbox
from chassis.events.reactions import ReactionKind, Reactor
from chassis.schema import event_log, parked_event
from services.supervision.reactions import REACTIONS
from tests.doors import Door, refused
from tests.facts import drain, fact, logged
from tests.services.legal_aid.counter import Counter, open_counter

METHODS = institution_tally_service_pb2.DESCRIPTOR.services_by_name["InstitutionTallyService"].methods_by_name


@pytest.fixture
def counter(legal_aid: Door) -> Counter:
    """An institution that received three applications, granted one and refused one."""
    counter = open_counter(legal_aid)
    for matter in (pb.MATTER_LABOUR_PAY, pb.MATTER_OUTSIDE_SCOPE):
        counter.decide(counter.receive(matter=matter).name)
    counter.receive()
    return counter


def tallies(door: Door, division: str = "990102") -> list[institution_tally_pb2.InstitutionTally]:
    who = door.person("supervision_officer", divisions=(division,))
    request = institution_tally_service_pb2.ListInstitutionTalliesRequest()
    return list(door.call(METHODS["ListInstitutionTallies"], request, who).institution_tallies)


def counts(door: Door) -> list[tuple[int, int, int]]:
    return [(tally.received_count, tally.granted_count, tally.refused_count) for tally in tallies(door)]


def test_everything_told_is_counted(door: Door, inbox: Inbox, counter: Counter) -> None:
    told = drain(counter.door.service, inbox)
    (tally,) = tallies(door)
    assert (tally.received_count, tally.granted_count, tally.refused_count) == (3, 1, 1)
    assert (tally.institution, tally.as_of_position) == (counter.institution, told)


def test_the_same_facts_again_count_nothing(door: Door, inbox: Inbox, counter: Counter) -> None:
    for _ in range(3):
        drain(counter.door.service, inbox)
    assert counts(door) == [(3, 1, 1)]


def test_shuffled_facts_count_the_same(door: Door, inbox: Inbox, counter: Counter) -> None:
    facts = logged(counter.door.service) * 2
    random.Random(7).shuffle(facts)
    for delivery in facts:
        inbox.receive(delivery)
    assert counts(door) == [(3, 1, 1)]


def test_a_late_fact_is_counted_when_it_comes(door: Door, inbox: Inbox, counter: Counter) -> None:
    facts = logged(counter.door.service)
    for delivery in [*facts[:2], *facts[3:]]:
        inbox.receive(delivery)
    assert counts(door) == [(1, 0, 0)]
    inbox.receive(facts[2])
    assert counts(door) == [(3, 1, 1)]


def test_a_registered_institution_has_an_empty_tally(door: Door, inbox: Inbox, legal_aid: Door) -> None:
    open_counter(legal_aid)
    drain(legal_aid.service, inbox)
    assert counts(door) == [(0, 0, 0)]


def test_one_tally_can_be_read(door: Door, inbox: Inbox, counter: Counter) -> None:
    drain(counter.door.service, inbox)
    (tally,) = tallies(door)
    request = institution_tally_service_pb2.GetInstitutionTallyRequest(name=tally.name)
    assert door.call(METHODS["GetInstitutionTally"], request, door.person("bureau_chief")) == tally


def test_a_tally_of_another_division_does_not_exist(door: Door, inbox: Inbox, counter: Counter) -> None:
    drain(counter.door.service, inbox)
    name = tallies(door)[0].name
    request = institution_tally_service_pb2.GetInstitutionTallyRequest(name=name)
    stranger = door.person("bureau_chief", divisions=("990200",))
    assert (
        refused(lambda: door.call(METHODS["GetInstitutionTally"], request, stranger)).code is grpc.StatusCode.NOT_FOUND
    )
    assert tallies(door, "990200") == []


def test_an_outcome_of_a_later_release_is_parked(door: Door, inbox: Inbox) -> None:
    decided = events_pb2.ApplicationDecided(institution="institutions/1", division="990102")
    unknown = fact(1, decided)
    inbox.receive(replace(unknown, body=unknown.body.replace("{", '{"outcome": 99, ', 1)))
    with door.service.database.read() as session:
        assert session.execute(sa.select(parked_event.c.error)).scalars().all() == ["KeyError"]


def test_a_field_of_a_later_release_is_ignored(door: Door, inbox: Inbox) -> None:
    registered = fact(1, events_pb2.InstitutionRegistered(institution=f"institutions/{random_id()}", division="990102"))
    inbox.receive(replace(registered, body=registered.body.replace("{", '{"colour": "red", ', 1)))
    assert counts(door) == [(0, 0, 0)]


def test_every_reaction_is_a_projection() -> None:
    assert {reaction.kind for reaction in REACTIONS} == {ReactionKind.PROJECTION}


def test_a_projection_that_tells_a_fact_is_parked_and_tells_nothing(door: Door) -> None:
    reaction = replace(REACTIONS[0], run=lambda tx, _: tx.emit(object(), subject="x"))
    Inbox(Reactor(door.service, [reaction])).receive(fact(1, events_pb2.InstitutionRegistered()))
    with door.service.database.read() as session:
        assert session.execute(sa.select(parked_event.c.error)).scalars().all() == ["RuntimeError"]
        assert session.execute(sa.select(event_log)).all() == []


def test_two_reactions_to_one_type_are_refused(door: Door) -> None:
    with pytest.raises(ValueError, match="two reactions to"):
        Reactor(door.service, [REACTIONS[0], REACTIONS[0]])


def test_what_is_listened_to_is_what_is_reacted_to(door: Door) -> None:
    heard = {listening.event for listening in door.service.manifest.listens}
    assert heard == {reaction.type.DESCRIPTOR.full_name for reaction in REACTIONS}
