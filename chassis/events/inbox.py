"""Store what other services tell, then apply it in order and once.

It must not depend on the way an event came: broker, gap repair and replay all end in `Inbox.receive`.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from chassis.alarms import raise_alarm
from chassis.events import inbox_store, parking
from chassis.events.delivery import Delivery
from chassis.events.inbox_store import Cursor
from chassis.events.reactions import Reactor
from chassis.failpoints import failpoint

STEPS_PER_TX = 50
_log = structlog.get_logger()


class ReactionFailed(Exception):
    """A reaction raised; its transaction is rolled back and the event must be parked."""

    def __init__(self, delivery: Delivery, error: Exception) -> None:
        """`error` names what happened; only its class is kept."""
        super().__init__(f"{delivery.type} {delivery.event_id}: {type(error).__name__}")
        self.delivery = delivery
        self.error = error


class Place(enum.Enum):
    """What the cursor says about one delivery."""

    APPLIED = enum.auto()
    NEXT = enum.auto()
    LATER = enum.auto()
    DUPLICATE = enum.auto()
    OTHER_LOG = enum.auto()
    CLASH = enum.auto()


class Inbox:
    """The inbox of one service. Every public method commits its own transactions and may be called by many at once."""

    def __init__(self, reactor: Reactor) -> None:
        """`reactor` holds the service's database and its reactions."""
        self._reactor = reactor
        self._database = reactor.service.database

    def receive(self, delivery: Delivery) -> Place:
        """Store the event and apply all that is next. Raises only when the database cannot be had."""
        try:
            with self._database.write() as session:
                cursor = inbox_store.lock_cursor(session, delivery.source)
                place, cursor = self._place(session, cursor, delivery)
                if place is Place.NEXT:
                    cursor = self._step(session, cursor, delivery, kept=False)
                    place = Place.APPLIED
                more = inbox_store.load_event(session, cursor, cursor.applied + 1) is not None
        except ReactionFailed as failure:
            self._park(failure)
            place, more = Place.APPLIED, True
        failpoint("after_commit_before_ack")
        if place is Place.DUPLICATE:
            _log.info("duplicate absorbed", source=delivery.source, position=delivery.position)
        if more:
            self.apply_stored(delivery.source)
        return place

    def receive_page(self, page: Sequence[Delivery]) -> int:
        """Take events of one log that follow each other; returns how many were new.

        What was applied meanwhile is passed over, many that concern nobody are one transaction, and an event that
        concerns somebody begins one of its own.
        """
        new, place = 0, 0
        while place < len(page):
            try:
                with self._database.write() as session:
                    taken, unknown = self._take(session, page[place:])
            except ReactionFailed as failure:
                self._park(failure)
                continue
            failpoint("after_commit_before_ack")
            place += taken
            new += unknown
        if page:
            self.apply_stored(page[0].source)
        return new

    def apply_stored(self, source: str) -> int:
        """Apply the stored events that follow the cursor without a gap; returns the steps taken."""
        steps, more = 0, True
        while more:
            try:
                with self._database.write() as session:
                    taken, more = self._drain(session, source)
            except ReactionFailed as failure:
                self._park(failure)
                taken = 1
            steps += taken
        return steps

    def retry_parked(self, source: str, *, now: float) -> int:
        """Run the parked events that are due, in order of position within a subject; returns how many left the lot."""
        done = 0
        for event_id in self._due(source, now):
            try:
                with self._database.write() as session:
                    inbox_store.lock_cursor(session, source)
                    delivery = parking.still_first(session, source, event_id)
                    if delivery is not None:
                        self._react(session, delivery)
                        parking.release(session, delivery)
                        done += 1
            except ReactionFailed as failure:
                with self._database.write() as session:
                    inbox_store.lock_cursor(session, source)
                    parking.count_failure(session, failure.delivery, failure.error, now=now, at=self._now())
        return done

    def _now(self) -> dt.datetime:
        return self._reactor.service.clock.now()

    def _due(self, source: str, now: float) -> list[str]:
        with self._database.read() as session:
            return parking.due_events(session, source, now=now)

    def _place(self, session: Session, cursor: Cursor, delivery: Delivery) -> tuple[Place, Cursor]:
        """Insert the event unless it is known; tell what is to be done with it, and the cursor in its log."""
        cursor = inbox_store.adopt_log(session, cursor, delivery.log_id)
        same_log = cursor.log_id == delivery.log_id
        is_next = same_log and not cursor.halted and delivery.position == cursor.applied + 1
        if inbox_store.insert_event(session, delivery, keep_body=not is_next):
            if not same_log:
                return Place.OTHER_LOG, cursor
            return Place.NEXT if is_next else Place.LATER, cursor
        if inbox_store.is_same_fact(session, delivery):
            return Place.DUPLICATE, cursor
        if inbox_store.moved_to_new_log(session, delivery, same_log=same_log):
            return Place.DUPLICATE, cursor
        raise_alarm(
            session, kind="EVENT_INTEGRITY", subject=f"{delivery.source}/{delivery.position}",
            detail=f"event {delivery.event_id} came with another body or another event holds its position",
            now=self._now(),
        )  # fmt: skip
        return Place.CLASH, cursor

    def _take(self, session: Session, page: Sequence[Delivery]) -> tuple[int, int]:
        """Take the first events of the page in this transaction; returns how many, and how many of them were new."""
        cursor = inbox_store.lock_cursor(session, page[0].source)
        taken = new = steps = 0
        for delivery in page:
            if cursor.log_id != delivery.log_id or delivery.position > cursor.applied:
                if steps and (steps == STEPS_PER_TX or self._reactor.reacts_to(delivery)):
                    break
                place, cursor = self._place(session, cursor, delivery)
                new += place in (Place.NEXT, Place.LATER, Place.OTHER_LOG)
                arrived = self._stored_next(session, cursor, delivery) if place is Place.DUPLICATE else delivery
                if arrived and place in (Place.NEXT, Place.DUPLICATE):
                    cursor = self._step(session, cursor, arrived, kept=place is Place.DUPLICATE)
                steps += 1
            taken += 1
        return taken, new

    def _stored_next(self, session: Session, cursor: Cursor, delivery: Delivery) -> Delivery | None:
        """The stored form of an event that came before its turn and is next now."""
        if cursor.halted or cursor.log_id != delivery.log_id or delivery.position != cursor.applied + 1:
            return None
        return inbox_store.load_event(session, cursor, delivery.position)

    def _drain(self, session: Session, source: str) -> tuple[int, bool]:
        """Take the next stored steps in one transaction: many that concern nobody, or one that does.

        Returns how many, and whether another one is there.
        """
        cursor = inbox_store.lock_cursor(session, source)
        if cursor.halted:
            return 0, False
        taken, delivery = 0, inbox_store.load_event(session, cursor, cursor.applied + 1)
        while delivery is not None and taken < STEPS_PER_TX and not (taken and self._reactor.reacts_to(delivery)):
            concerns = self._reactor.reacts_to(delivery)
            cursor = self._step(session, cursor, delivery, kept=True)
            taken += 1
            delivery = inbox_store.load_event(session, cursor, cursor.applied + 1)
            if concerns:
                break
        return taken, delivery is not None

    def _step(self, session: Session, cursor: Cursor, delivery: Delivery, *, kept: bool) -> Cursor:
        """Apply one event, or park it behind an earlier one of its subject; move the cursor in the same transaction.

        A stored event without a body had its effect under an older log of its source. `kept` tells whether the row was
        stored before, and may hold a body that is not needed any more.
        """
        if not delivery.body or not self._reactor.reacts_to(delivery):
            if kept:
                inbox_store.forget_body(session, delivery)
        elif parking.subject_is_parked(session, delivery):
            parking.park_behind(session, delivery)
        else:
            self._react(session, delivery)
            if kept:
                inbox_store.forget_body(session, delivery)
        return inbox_store.move_cursor(session, cursor, delivery.position)

    def _react(self, session: Session, delivery: Delivery) -> None:
        try:
            self._reactor.react(session, delivery)
        except sa.exc.OperationalError:
            raise
        except Exception as error:
            raise ReactionFailed(delivery, error) from error

    def _park(self, failure: ReactionFailed) -> None:
        """In a second transaction: keep the event for later and let the cursor step on."""
        delivery = failure.delivery
        _log.warning("parked", source=delivery.source, position=delivery.position, type=delivery.type,
                     error=type(failure.error).__name__)  # fmt: skip
        with self._database.write() as session:
            # NOTE: the failed transaction took the adoption of a first log back with it.
            cursor = inbox_store.adopt_log(session, inbox_store.lock_cursor(session, delivery.source), delivery.log_id)
            if cursor.log_id != delivery.log_id or cursor.applied + 1 != delivery.position:
                return
            inbox_store.keep_event(session, delivery)
            parking.park(session, delivery, failure.error)
            inbox_store.move_cursor(session, cursor, delivery.position)
