"""Bring back what the broker lost: compare cursors with heads, pull what is missing, apply what is stored.

It must not pull what is merely on its way: a hole must be old first, unless there is no broker at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from chassis.alarms import raise_alarm
from chassis.clients import PeerEventLog
from chassis.clock import real_seconds
from chassis.events import inbox_store
from chassis.events.broker import NO_BROKER
from chassis.events.event_log import Head
from chassis.events.inbox import Inbox
from chassis.events.inbox_store import Cursor
from chassis.service import Service

HOLE_SECONDS, BEHIND_SECONDS, HEAD_SECONDS = 2.0, 5.0, 1.0
REWOUND, UNSEEN = "SOURCE_REWOUND", -1
_log = structlog.get_logger()


@dataclass(slots=True)
class _Watch:
    """What the repairer remembers of one source between two looks; what is missing at the first look is old."""

    applied: int = UNSEEN
    since: float = 0.0
    asked: float = 0.0
    head: Head | None = None


class Repairer:
    """Watches one source for one consuming service."""

    def __init__(self, service: Service, inbox: Inbox, peer: PeerEventLog, source: str) -> None:
        """`peer` is the event log of `source`."""
        self._service = service
        self._inbox = inbox
        self._peer = peer
        self._source = source
        self._watch = _Watch()
        self.source = source
        self.pulled = 0
        self.head: int | None = None
        self._patience = 0.0 if service.settings.broker_url.startswith(NO_BROKER) else 1.0

    def look(self) -> int:
        """One look; returns how many events were pulled. Raises grpc.RpcError when the peer cannot be had."""
        now = real_seconds()
        self._inbox.apply_stored(self._source)
        self._inbox.retry_parked(self._source, now=now)
        if now - self._watch.asked < HEAD_SECONDS * (self._patience or 0.2):
            return 0
        self._watch.asked = now
        head = self._peer.get_head()
        self.head = head.position
        with self._service.database.read() as session:
            cursor = inbox_store.read_cursor(session, self._source)
            waiting = inbox_store.first_waiting(session, cursor) if cursor else None
        cursor = self._follow(cursor, head)
        if cursor is None:
            return 0
        moved = self._watch.applied not in (UNSEEN, cursor.applied)
        if moved or head.position <= cursor.applied:
            self._watch.since = now
        self._watch.applied = cursor.applied
        stuck = now - self._watch.since
        limit = HOLE_SECONDS if waiting is not None else BEHIND_SECONDS
        if head.position > cursor.applied and stuck >= limit * self._patience:
            return self._pull(head, cursor.applied)
        return 0

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
        """Fetch and receive everything up to the head as it was: under load it moves on, and others wait for a turn."""
        pulled = 0
        while after < head.position:
            events, _ = self._peer.list_events(head.log_id, after)
            if not events:
                break
            for event in events:
                self._inbox.receive(event)
            after = events[-1].position
            pulled += len(events)
            self.pulled += len(events)
        _log.info("pulled", service=self._service.name, source=self._source, events=pulled)
        return pulled

    def close(self) -> None:
        """Close the channel to the peer."""
        self._peer.close()
