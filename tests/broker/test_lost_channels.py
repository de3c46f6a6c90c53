"""Queue, exchange and connections taken away under the real consumer and the real publisher (rows A17, A18, A20)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sifa.legal_aid.v1 import events_pb2

from chassis.clock import random_id
from chassis.events.broker import event_exchange
from chassis.events.event_log import LoggedEvent
from chassis.events.publisher import BrokerUnavailable, Publisher
from tests.broker.listening import QUEUE, House, listening
from tests.facts import HAPPENED, LOG
from tests.servers.processes import wait_for
from tests.servers.profiles import PRODUCTION, Profile

pytestmark = pytest.mark.parametrize("profile", [PRODUCTION], indirect=True, scope="module")


@pytest.fixture(scope="module")
def house(profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One consumer process for the module."""
    with listening(profile, tmp_path_factory.mktemp("consumer")) as found:
        yield found


@pytest.fixture
def publisher(house: House) -> Iterator[Publisher]:
    """A relay's publisher of a service to which nobody listens."""
    publisher = Publisher(house.service.settings, "nobody_hears")
    yield publisher
    publisher.close()


def some(count: int) -> list[LoggedEvent]:
    """Events of a log that nobody reads."""
    kind = events_pb2.InstitutionRegistered.DESCRIPTOR.full_name
    return [
        LoggedEvent(id=random_id(), position=number, type=kind, subject="a", body="{}", created=HAPPENED)
        for number in range(1, count + 1)
    ]


def test_a17_a_deleted_queue_is_made_again_and_consumed(house: House) -> None:
    house.connection.default_channel.queue_delete(QUEUE)
    house.await_consumer()
    house.publish(*house.next_event())
    wait_for(lambda: house.applied() == house.position, "the event applied")


def test_a17_a_deleted_dead_letter_queue_is_made_again_with_the_next_connection(house: House, profile: Profile) -> None:
    house.connection.default_channel.queue_delete("supervision.dead")
    cut(house, profile)
    house.publish(b"{", {})
    assert house.dead().body is not None


def test_a20_events_have_one_effect_each_when_connections_are_cut_in_the_middle(house: House, profile: Profile) -> None:
    before, first = house.tallies(), house.position
    for _ in range(150):
        house.publish(*house.next_event())
    wait_for(lambda: house.applied() > first, "the first one applied")
    cut(house, profile)
    wait_for(lambda: house.applied() == house.position, "all applied")
    assert house.tallies() == before + 150


def test_a17_a_publisher_whose_exchange_was_deleted_makes_it_again(house: House, publisher: Publisher) -> None:
    publisher.publish(LOG, some(3))
    event_exchange("nobody_hears").bind(house.connection.default_channel).delete()
    with pytest.raises(BrokerUnavailable):
        publisher.publish(LOG, some(3))
    publisher.publish(LOG, some(3))


def test_a18_an_event_nobody_listens_to_is_confirmed(publisher: Publisher) -> None:
    publisher.publish(LOG, some(500))


def cut(house: House, profile: Profile) -> None:
    """End every connection of the vhost on the broker's side, and wait until the consumer is back."""
    vhost = profile.broker_url.rpartition("/")[2]
    profile.servers.rabbitmq().control("close_all_connections", "--vhost", vhost, "test")
    house.reconnect()
    house.await_consumer()
