"""Number what was committed, then tell the broker: the way a fact leaves its service.

It must not publish inside a transaction, nor move the mark before the broker has confirmed.
"""

from __future__ import annotations

from chassis.clock import random_id, real_seconds
from chassis.events.event_log import list_events, mark_published, number_events, read_head, read_published
from chassis.events.publisher import Publisher
from chassis.failpoints import failpoint
from chassis.lease import RELAY, drop_lease, holds_lease, take_lease
from chassis.service import Service

LEASE_SECONDS, RENEW_SECONDS = 3.0, 1.0
BATCH = 200


class Relay:
    """The relay of one service. One holder of the lease works, others stand by."""

    def __init__(self, service: Service, publisher: Publisher) -> None:
        """Nothing is opened before the first turn."""
        self._service = service
        self._publisher = publisher
        self._holder = random_id()
        self._fence: int | None = None
        self._renewed = 0.0

    @property
    def lease(self) -> tuple[str, str]:
        """Name of the lease, and who this relay is there."""
        return RELAY, self._holder

    def turn(self) -> int:
        """Number and publish everything there is; returns how many events were published. Raises BrokerUnavailable."""
        if not self._leads():
            return 0
        while self._number():
            pass
        published = 0
        while sent := self._publish_batch():
            published += sent
        return published

    def stop(self) -> None:
        """Let another holder begin at once."""
        self._publisher.close()
        with self._service.database.write() as session:
            drop_lease(session, name=RELAY, holder=self._holder)

    def _leads(self) -> bool:
        now = real_seconds()
        if self._fence is None or now - self._renewed > RENEW_SECONDS:
            with self._service.database.write() as session:
                self._fence = take_lease(session, name=RELAY, holder=self._holder, now=now, seconds=LEASE_SECONDS)
            self._renewed = now
        return self._fence is not None

    def _number(self) -> int:
        with self._service.database.write() as session:
            return number_events(session)

    def _publish_batch(self) -> int:
        with self._service.database.read() as session:
            mark = read_published(session)
            head = read_head(session)
            events = list_events(session, mark, BATCH)
        if not events or self._fence is None:
            return 0
        self._publisher.publish(head.log_id, events)
        failpoint("after_publish")
        with self._service.database.write() as session:
            if holds_lease(session, name=RELAY, fence=self._fence):
                mark_published(session, events[-1].position or 0)
            else:
                self._fence = None
        return len(events)
