"""Bring back what the broker lost: compare cursors with heads, pull what is missing, apply what is stored.

It must not pull what is merely on its way: a hole must be old first, unless there is no broker at all. Whoever holds
the lease of the source does all this, others stand by; what an overlap of two pulls twice, the inbox takes once.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from chassis.alarms import raise_alarm
from chassis.clients import PeerEventLog
from chassis.clock import random_id, real_seconds
from chassis.events import inbox_store
from chassis.events.broker import NO_BROKER
from chassis.events.event_log import Head
from chassis.events.inbox import Inbox
from chassis.events.inbox_store import Cursor
from chassis.lease import drop_lease, take_lease
from chassis.service import Service

HOLE_SECONDS, BEHIND_SECONDS, HEAD_SECONDS = 2.0, 5.0, 1.0
LEASE_SECONDS, RENEW_SECONDS = 3.0, 1.0
PAGE = 50
REWOUND, UNSEEN = "SOURCE_REWOUND", -1
_log = structlog.get_logger()


@dataclass(slots=True)
class _Watch:
    """What the repairer remembers of one source between two looks.

    What is missing when it begins is old unless the cursor moves by the next look; `settled` ends this beginning.
    """

    applied: int = UNSEEN
    since: float = 0.0
    asked: float = 0.0
    settled: bool = False

    def stuck(self, applied: int, head: int, now: float) -> float:
        """Seconds for which the cursor has stood still before the head."""
        moved = self.applied not in (UNSEEN, applied)
        self.settled = self.settled or moved or head <= applied
        if moved or self.applied == UNSEEN or head <= applied:
            self.since = now
        self.applied = applied
        return now - self.since


class Repairer:
    """Watches one source for one consuming service."""

    def __init__(self, service: Service, inbox: Inbox, peer: PeerEventLog, source: str) -> None:
        """`peer` is the event log of `source`."""
        self._service = service
        self._inbox = inbox
        self._peer = peer
        self._source = source
        self._watch = _Watch()
        self._lease, self._holder = f"pull:{source}", random_id()
        self._leading, self._renewed = False, 0.0
        self.source = source
        self.pulled = 0
        self.head: int | None = None
        self._patience = 0.0 if service.settings.broker_url.startswith(NO_BROKER) else 1.0

    def look(self) -> int:
        """One look; returns how many events were new. Raises grpc.RpcError when the peer cannot be had."""
        now = real_seconds()
        if not self._leads(now):
            self._watch, self.head = _Watch(), None
            return 0
        if self._stored_is_next():
            self._inbox.apply_stored(self._source)
        self._inbox.retry_parked(self._source, now=now)
        if now - self._watch.asked < HEAD_SECONDS * (self._patience or 0.2):
            return 0
        self._watch.asked = now
        head = self._peer.get_head()
        self.head = head.position
        cursor, waiting = self._read()
        cursor = self._follow(cursor, head)
        if cursor is None:
            return 0
        stuck = self._watch.stuck(cursor.applied, head.position, now)
        limit = HOLE_SECONDS if waiting is not None else BEHIND_SECONDS
        if not self._watch.settled:
            limit = HEAD_SECONDS
        if head.position > cursor.applied and stuck >= limit * self._patience:
            self._watch.settled = True
            return self._pull(head, cursor.applied)
        return 0

    def _leads(self, now: float) -> bool:
        """Whether the lease of this source is ours; asked and renewed once a second."""
        if now - self._renewed > RENEW_SECONDS:
            with self._service.database.write() as session:
                fence = take_lease(session, name=self._lease, holder=self._holder, now=now, seconds=LEASE_SECONDS)
            self._leading, self._renewed = fence is not None, now
        return self._leading

    def _read(self) -> tuple[Cursor | None, int | None]:
        """The cursor, and the lowest position that is stored above it."""
        with self._service.database.read() as session:
            cursor = inbox_store.read_cursor(session, self._source)
            return cursor, inbox_store.first_waiting(session, cursor) if cursor else None

    def _stored_is_next(self) -> bool:
        """Whether something is stored that nobody has applied; looked up without the cursor's lock."""
        cursor, waiting = self._read()
        return cursor is not None and waiting == cursor.applied + 1

    def _follow(self, cursor: Cursor | None, head: Head) -> Cursor | None:
        """The cursor in the log that the source writes now, or None after raising the alarm."""
        if cursor is None or not cursor.log_id:
            return Cursor(source=self._source, log_id=head.log_id, applied=0, halted="")
        if cursor.halted:
            return None
        if cursor.log_id == head.log_id and head.position >= cursor.applied:
            return cursor
        with self._service.database.write() as session:
            cursor = inbox_store.lock_cursor(session, self._source)
            if cursor.log_id == head.continues and cursor.log_id != head.log_id:
                _log.warning("source was restored", source=self._source, fork=head.forked_at, applied=cursor.applied)
                return inbox_store.switch_log(session, cursor, log_id=head.log_id, forked_at=head.forked_at)
            if cursor.log_id == head.log_id and head.position >= cursor.applied:
                return cursor
            inbox_store.halt(session, cursor, REWOUND)
            raise_alarm(
                session, kind=REWOUND, subject=self._source, now=self._service.clock.now(),
                detail=f"cursor {cursor.applied} of log {cursor.log_id}, head {head.position} of log {head.log_id}",
            )  # fmt: skip
            return None

    def _pull(self, head: Head, after: int) -> int:
        """Fetch and receive everything up to the head as it was: under load it moves on, and others wait for a turn.

        Where somebody else has applied more in the meantime, the next page begins there.
        """
        pulled = 0
        while after < head.position and self._leads(real_seconds()):
            events, _ = self._peer.list_events(head.log_id, after, PAGE)
            if not events:
                break
            new = self._inbox.receive_page(events)
            pulled += new
            self.pulled += new
            cursor, _ = self._read()
            applied = cursor.applied if cursor and cursor.log_id == head.log_id else 0
            after = max(events[-1].position, applied)
        _log.info("pulled", service=self._service.name, source=self._source, events=pulled)
        return pulled

    def close(self) -> None:
        """Close the channel to the peer, and let another puller begin at once."""
        self._peer.close()
        with self._service.database.write() as session:
            drop_lease(session, name=self._lease, holder=self._holder)
