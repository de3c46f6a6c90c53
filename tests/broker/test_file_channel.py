"""The file broker loses, tears and shuffles nothing, and survives a wiped folder and unreadable files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection

from chassis.events.broker import inbox_queue, open_connection
from chassis.events.event_log import LoggedEvent
from chassis.events.publisher import Publisher
from chassis.settings import Settings, load_settings
from tests.facts import HAPPENED, LOG
from tests.servers.processes import wait_for

MANY = 1000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"SIFA_VAR": str(tmp_path)})


@pytest.fixture
def queue(settings: Settings) -> Iterator[Any]:
    """Supervision's queue, bound to two sources, in a process that remembers nothing of earlier folders."""
    with open_connection(settings) as connection:
        connection.transport.state.clear()
        bound = declare(connection)
        yield bound


def declare(connection: Connection) -> Any:
    bound = inbox_queue("supervision", ("legal_aid", "party_building"), quorum=False).bind(connection.default_channel)
    bound.declare()
    return bound


def events(positions: list[int], body: str = "{}") -> list[LoggedEvent]:
    return [
        LoggedEvent(
            id=f"{position:08x}-0000-7000-8000-000000000000", position=position, type="sifa.test.v1.Noted",
            subject=f"s{position}", body=body, created=HAPPENED,
        )
        for position in positions
    ]  # fmt: skip


def publish(settings: Settings, source: str, found: list[LoggedEvent]) -> None:
    with closing(Publisher(settings, source)) as publisher:
        publisher.publish(LOG, found)


def taken(queue: Any) -> list[tuple[str, int]]:
    """Source and position of everything in the queue, in the order a consumer gets it."""
    found = []
    while (message := queue.get(no_ack=True)) is not None:
        found.append((message.headers["ce-source"].split("/")[1], int(message.headers["ce-position"])))
    return found


def test_two_publishers_lose_and_tear_nothing(settings: Settings, queue: Any) -> None:
    body = '{"text": "' + "王" * 2000 + '"}'
    positions = list(range(1, MANY + 1))
    with ThreadPoolExecutor(2) as pool:
        for done in [
            pool.submit(publish, settings, source, events(positions, body))
            for source in ("legal_aid", "party_building")
        ]:
            done.result()
    bodies, found = set(), []
    while (message := queue.get(no_ack=True)) is not None:
        bodies.add(message.body)
        found.append((message.headers["ce-source"].split("/")[1], int(message.headers["ce-position"])))
    assert bodies == {body.encode()}
    assert sorted(found) == [(source, place) for source in ("legal_aid", "party_building") for place in positions]
    assert [place for _, place in found] == sorted(place for _, place in found)


def test_nothing_is_lost_while_a_consumer_reads(settings: Settings, queue: Any) -> None:
    found: list[tuple[str, int]] = []

    def all_there() -> bool:
        found.extend(taken(queue))
        return len(found) >= MANY

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(publish, settings, "legal_aid", events(list(range(1, MANY + 1))))
        wait_for(all_there, "every message")
        done.result()
    assert sorted(place for _, place in found) == list(range(1, MANY + 1))


def test_messages_come_by_position_whatever_the_order_of_publishing(settings: Settings, queue: Any) -> None:
    publish(settings, "legal_aid", events([3, 12, 1, 100, 2]))
    assert [place for _, place in taken(queue)] == [1, 2, 3, 12, 100]


def test_an_unreadable_file_is_set_aside_and_the_others_flow(settings: Settings, queue: Any) -> None:
    publish(settings, "legal_aid", events([1, 3]))
    folder = settings.var / "broker" / "queues" / "supervision.inbox"
    (folder / "00000000000000000002-torn").write_bytes(b'{"body": "torn')
    assert [place for _, place in taken(queue)] == [1, 3]
    assert [file.name for file in settings.var.joinpath("broker").rglob("unreadable-*")] == [
        "unreadable-00000000000000000002-torn"
    ]


def test_a_wiped_folder_is_made_again_and_the_bindings_with_it(settings: Settings, queue: Any) -> None:
    publish(settings, "legal_aid", events([1]))
    assert taken(queue) == [("legal_aid", 1)]
    shutil.rmtree(settings.var / "broker")
    assert taken(queue) == []
    publish(settings, "legal_aid", events([2]))
    assert taken(queue) == [("legal_aid", 2)]


@pytest.mark.usefixtures("queue")
def test_messages_wait_for_a_consumer_that_comes_later(settings: Settings) -> None:
    publish(settings, "legal_aid", events([1, 2]))
    with open_connection(settings) as another:
        assert taken(declare(another)) == [("legal_aid", 1), ("legal_aid", 2)]


def test_an_event_without_a_listener_is_no_fault(settings: Settings) -> None:
    publish(settings, "identity", events([1]))


def test_purging_says_how_many_there_were(settings: Settings, queue: Any) -> None:
    publish(settings, "legal_aid", events([1, 2, 3]))
    assert (queue.purge(), taken(queue)) == (3, [])
