"""The catalogue of bad messages (A rows) against the real consumer process on RabbitMQ.

What is no event of ours lands in the dead-letter queue; what is one still has its effect; the process stays.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from kombu import Connection, Producer
from sifa.legal_aid.v1 import events_pb2

from chassis.events import inbox_store
from chassis.events.broker import dead_letter_queue, event_exchange, open_connection
from chassis.events.delivery import Delivery
from chassis.events.envelope import wrap_event
from chassis.events.event_log import LoggedEvent
from chassis.schema import alarm
from chassis.service import Service
from tests.doors import migrated, settings_of
from tests.facts import fact
from tests.servers.processes import wait_for
from tests.servers.profiles import PRODUCTION, Profile

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.parametrize("profile", [PRODUCTION], indirect=True, scope="module")


class House:
    """Supervision's consumer process, its database and a connection to its broker."""

    def __init__(self, service: Service, process: subprocess.Popen[bytes], connection: Connection) -> None:
        self.service, self.process = service, process
        self._exchange = event_exchange("legal_aid").bind(connection.default_channel)
        self._exchange.declare()
        self._producer = Producer(connection.channel(), exchange=self._exchange)
        self._dead = dead_letter_queue("supervision").bind(connection.default_channel)
        self._dead.declare()
        self.position = 0

    def publish(self, body: bytes | str, headers: dict[str, Any], **properties: Any) -> None:
        """Publish whatever it is."""
        self._producer.publish(body, routing_key="x", headers=headers, **{**JSON, **properties})

    def next_event(self) -> tuple[str, dict[str, Any]]:
        """Body and headers of the next sound fact."""
        self.position += 1
        made = fact(self.position, events_pb2.InstitutionRegistered(institution=f"institutions/{self.position}"))
        return sound(made)

    def dead(self) -> Any:
        """Wait for the next dead letter and take it."""
        return wait_for(lambda: self._dead.get(no_ack=True), "a dead letter")

    def no_more_dead(self) -> bool:
        """Whether the dead-letter queue is empty."""
        return self._dead.get(no_ack=True) is None

    def alarms(self, kind: str) -> int:
        """How often an alarm of the kind was raised."""
        with self.service.database.read() as session:
            return int(session.execute(sa.select(sa.func.sum(alarm.c.count)).where(alarm.c.kind == kind)).scalar() or 0)

    def applied(self) -> int:
        """Where supervision's cursor stands."""
        with self.service.database.read() as session:
            cursor = inbox_store.read_cursor(session, "legal_aid")
        return cursor.applied if cursor else 0


JSON: dict[str, Any] = {"content_type": "application/json", "content_encoding": "utf-8"}


def sound(made: Delivery) -> tuple[str, dict[str, Any]]:
    event = LoggedEvent(
        id=made.event_id, position=made.position, type=made.type, subject=made.subject, body=made.body,
        created=made.happened,
    )  # fmt: skip
    message = wrap_event("legal_aid", made.log_id, event)
    return message.body.decode(), dict(message.headers)


@pytest.fixture(scope="module")
def house(profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One consumer process for the module."""
    service = migrated(settings_of(profile, "supervision", SIFA_BROKER_URL=profile.broker_url), "supervision")
    environ = {"PATH": os.defpath, "HOME": str(profile.var), **profile.environ("supervision")}
    log = tmp_path_factory.mktemp("consumer") / "log"
    with log.open("wb") as output, open_connection(service.settings) as connection:
        command = [sys.executable, "-m", "chassis.consumer", "supervision"]
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(lambda: is_consumed(connection, process, log), "the consumer at its queue", 60)
            yield House(service, process, connection)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            finally:
                process.kill()
                process.wait()
                service.database.close()


def is_consumed(connection: Connection, process: subprocess.Popen[bytes], log: Path) -> bool:
    """Whether the consumer has made its queue, bound it and waits there: what comes earlier has nowhere to go."""
    assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")[-2000:]
    with connection.channel() as probe:
        try:
            return bool(probe.queue_declare("supervision.inbox", passive=True).consumer_count)
        except connection.channel_errors:
            return False


def changed(headers: dict[str, Any], **attributes: Any) -> dict[str, Any]:
    """The headers with other attributes; None removes one."""
    made = {**headers, **{f"ce-{name}": value for name, value in attributes.items()}}
    return {name: value for name, value in made.items() if value is not None}


BINARY = {"content_encoding": "binary"}
BAD: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "A01 malformed JSON without attributes": (b'{"a": ', {}, {"headers": {}}),
    "A02 pickle": (b"\x80\x04K\x01.", {"content_type": "application/x-python-serialize", **BINARY}, {}),
    "A02 yaml": (b"a: 1", {"content_type": "application/x-yaml"}, {}),
    "A02 msgpack": (b"\x81\xa1a\x01", {"content_type": "application/x-msgpack", **BINARY}, {}),
    "A03 no content type": (b"{}", {"content_type": ""}, {}),
    "A04 invalid UTF-8": (b'{"a": "\xff\xfe"}', {}, {}),
    "A04 unknown encoding": (b"{}", {"content_encoding": "x-none"}, {}),
    "A05 hundred thousand brackets": (b"[" * 100_000, {}, {}),
    "A07 no id": (b"{}", {}, {"id": None}),
    "A07 id that is no UUID": (b"{}", {}, {"id": "7"}),
    "A13 year 2099": (b"{}", {}, {"time": "2099-01-01T00:00:00Z"}),
    "A13 year 1970": (b"{}", {}, {"time": "1970-01-01T00:00:00Z"}),
    "A13 no zone": (b"{}", {}, {"time": "2026-06-15T09:00:00"}),
}  # fmt: skip


@pytest.mark.parametrize("row", BAD)
def test_what_is_no_event_is_dead_lettered_and_the_next_event_has_its_effect(house: House, row: str) -> None:
    body, properties, attributes = BAD[row]
    sound_body, headers = house.next_event()
    forged = attributes.get("headers")
    house.publish(body, changed(headers, **attributes) if forged is None else forged, **properties)
    house.publish(sound_body, headers)
    dead = house.dead()
    taken = dead.body if isinstance(dead.body, bytes) else str(dead.body).encode()
    assert taken == body
    wait_for(lambda: house.applied() == house.position, f"position {house.position} applied")
    assert house.process.poll() is None


def test_a_dead_letter_raises_the_alarm(house: House) -> None:
    before = house.alarms("DEAD_LETTER")
    house.publish(b"{", {})
    assert house.dead().body is not None
    wait_for(lambda: house.alarms("DEAD_LETTER") == before + 1, "the alarm")


def test_a08_a_duplicate_is_acked_without_effect(house: House) -> None:
    body, headers = house.next_event()
    for _ in range(3):
        house.publish(body, headers)
    wait_for(lambda: house.applied() == house.position, "the event applied")
    assert house.no_more_dead()


def test_a10_an_unknown_type_steps(house: House) -> None:
    body, headers = house.next_event()
    house.publish(body, changed(headers, type="sifa.legal_aid.v9.Invented"))
    wait_for(lambda: house.applied() == house.position, "the event stepped over")


def test_a11_a_later_position_waits_for_the_earlier_one(house: House) -> None:
    first, second = house.next_event(), house.next_event()
    house.publish(*second)
    house.publish(*first)
    wait_for(lambda: house.applied() == house.position, "both applied")


def test_a15_json_that_no_reaction_can_read_is_parked_and_others_flow(house: House) -> None:
    _, headers = house.next_event()
    house.publish("[1, 2]", headers)
    house.publish(*house.next_event())
    wait_for(lambda: house.applied() == house.position, "both applied or parked")
    assert house.no_more_dead()


def test_a19_forged_headers_of_the_framework_change_nothing(house: House) -> None:
    body, headers = house.next_event()
    house.publish(
        body, {**headers, "nameko.user_id": "admin", "nameko.call_id_stack": ["x"], "nameko.language": "\x00"}
    )
    wait_for(lambda: house.applied() == house.position, "the event applied")
