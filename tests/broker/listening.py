"""Supervision's real consumer process on RabbitMQ, its database, and a hand on its broker.

It must not start legal_aid: the tests play its part.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from kombu import Connection, Producer
from sifa.legal_aid.v1 import events_pb2

from chassis.events import inbox_store, parking
from chassis.events.broker import dead_letter_queue, event_exchange, open_connection
from chassis.schema import alarm, parked_event
from chassis.service import Service
from tests.broker.bad_messages import JSON, sound
from tests.doors import migrated, settings_of
from tests.facts import fact
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile

ROOT = Path(__file__).parents[2]
QUEUE = "supervision.inbox"


class House:
    """Supervision's consumer process, its database and a connection to its broker."""

    def __init__(self, service: Service, process: subprocess.Popen[bytes], connection: Connection, log: Path) -> None:
        self.service, self.process, self.connection, self.log = service, process, connection, log
        self.position = 0
        self.reconnect()

    def reconnect(self) -> None:
        """Open a connection of our own, again when the broker cut it."""
        self.connection.release()
        channel = self.connection.default_channel
        exchange = event_exchange("legal_aid").bind(channel)
        exchange.declare()
        self._producer = Producer(self.connection.channel(), exchange=exchange)
        self._dead = dead_letter_queue("supervision").bind(channel)
        self._dead.declare()

    def publish(self, body: bytes | str, headers: dict[str, Any], **properties: Any) -> None:
        """Publish whatever it is."""
        self._producer.publish(body, routing_key="x", headers=headers, **{**JSON, **properties})

    def publish_to(self, queue: str, body: bytes | str, headers: dict[str, Any]) -> None:
        """Bring a message into the queue by an exchange that is not legal_aid's."""
        with self.connection.channel() as channel:
            channel.exchange_declare("nobody.events", "topic", durable=True, auto_delete=False)
            channel.queue_bind(queue, "nobody.events", "#")
            Producer(channel, exchange=event_exchange("nobody")).publish(body, routing_key="x", headers=headers, **JSON)

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

    def parked(self) -> list[int]:
        """Positions of the parked events."""
        with self.service.database.read() as session:
            return list(session.execute(sa.select(parked_event.c.position)).scalars())

    def discard(self, position: int) -> None:
        """Throw a parked event away."""
        with self.service.database.write() as session:
            found = sa.select(parked_event.c.event_id).where(parked_event.c.position == position)
            parking.discard(session, "legal_aid", session.execute(found).scalar_one())

    def tallies(self) -> int:
        """Institutions that were counted."""
        with self.service.database.read() as session:
            return int(session.execute(sa.text("SELECT count(*) FROM institution_tally")).scalar_one())

    def await_consumer(self) -> None:
        """Wait until the queue is there, bound, and the process listens to it."""
        wait_for(self._is_consumed, "the consumer at its queue", 60)

    def _is_consumed(self) -> bool:
        assert self.process.poll() is None, self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        with self.connection.channel() as probe:
            try:
                return bool(probe.queue_declare(QUEUE, passive=True).consumer_count)
            except self.connection.channel_errors:
                return False


@contextmanager
def listening(profile: Profile, folder: Path) -> Iterator[House]:
    """One consumer process."""
    service = migrated(settings_of(profile, "supervision", SIFA_BROKER_URL=profile.broker_url), "supervision")
    environ = {"PATH": os.defpath, "HOME": str(profile.var), **profile.environ("supervision")}
    log = folder / "log"
    with log.open("wb") as output, open_connection(service.settings) as connection:
        command = [sys.executable, "-m", "chassis.consumer", "supervision"]
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT)
        house = House(service, process, connection, log)
        try:
            house.await_consumer()
            yield house
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            finally:
                process.kill()
                process.wait()
                service.database.close()
