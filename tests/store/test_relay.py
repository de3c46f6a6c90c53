"""Committed facts reach the broker in order, and the mark says no more than the broker has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from kombu import Connection

from chassis.events.broker import inbox_queue, open_connection
from chassis.events.event_log import read_published
from chassis.events.publisher import BrokerUnavailable, Publisher
from chassis.events.relay import Relay
from chassis.service import Service
from tests.servers.profiles import Profile
from tests.store.test_numbering import write_fact


@pytest.fixture
def service(legal_aid: Service, profile: Profile) -> Service:
    """Legal aid with the profile's broker."""
    return replace(legal_aid, settings=replace(legal_aid.settings, broker_url=profile.broker_url))


@pytest.fixture
def listener(service: Service) -> Iterator[Connection]:
    """A connection behind which a queue listens to legal_aid."""
    with open_connection(service.settings) as connection:
        queue(connection).declare()
        queue(connection).purge()
        yield connection


def queue(connection: Connection) -> Any:
    return inbox_queue("listener", ("legal_aid",), quorum=False).bind(connection.default_channel)


def told(connection: Connection) -> list[tuple[str, str]]:
    """Position and subject of every message in the queue, in the order in which a consumer gets them."""
    found, bound = [], queue(connection)
    while (message := bound.get(no_ack=True)) is not None:
        found.append((message.headers["ce-position"], message.headers["ce-subject"]))
    return found


def relay_of(service: Service, broker_url: str = "") -> Relay:
    settings = replace(service.settings, broker_url=broker_url or service.settings.broker_url)
    return Relay(service, Publisher(settings, service.name))


def mark(service: Service) -> int:
    with service.database.read() as session:
        return read_published(session)


def test_facts_are_published_in_order_and_then_marked(service: Service, listener: Connection) -> None:
    for number in range(1, 6):
        write_fact(service, f"s{number}")
    relay = relay_of(service)
    assert (relay.turn(), mark(service)) == (5, 5)
    relay.stop()
    assert told(listener) == [(str(number), f"s{number}") for number in range(1, 6)]


def test_a_turn_with_nothing_new_publishes_nothing(service: Service, listener: Connection) -> None:
    relay = relay_of(service)
    assert relay.turn() == 0
    relay.stop()
    assert told(listener) == []


def test_a_broker_that_is_down_leaves_the_mark_where_it_is(service: Service) -> None:
    write_fact(service, "s1")
    relay = relay_of(service, "amqp://127.0.0.1:1//")
    with pytest.raises(BrokerUnavailable):
        relay.turn()
    relay.stop()
    assert mark(service) == 0


def test_what_a_broker_missed_is_published_when_it_is_back(service: Service, listener: Connection) -> None:
    write_fact(service, "s1")
    lost = relay_of(service, "amqp://127.0.0.1:1//")
    with pytest.raises(BrokerUnavailable):
        lost.turn()
    lost.stop()
    relay = relay_of(service)
    relay.turn()
    relay.stop()
    assert told(listener) == [("1", "s1")]


def test_a_standby_does_not_publish(service: Service, listener: Connection) -> None:
    leader, standby = relay_of(service), relay_of(service)
    leader.turn()
    write_fact(service, "s1")
    assert (standby.turn(), mark(service)) == (0, 0)
    leader.stop()
    standby.stop()
    assert told(listener) == []


def test_a_standby_takes_over_when_the_leader_stops(service: Service, listener: Connection) -> None:
    leader, standby = relay_of(service), relay_of(service)
    leader.turn()
    leader.stop()
    write_fact(service, "s1")
    assert standby.turn() == 1
    standby.stop()
    assert told(listener) == [("1", "s1")]


def test_without_a_broker_the_mark_moves_all_the_same(service: Service) -> None:
    write_fact(service, "s1")
    relay = relay_of(service, "none:")
    assert (relay.turn(), mark(service)) == (1, 1)
    relay.stop()
