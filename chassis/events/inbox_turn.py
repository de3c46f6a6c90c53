"""One transaction's turn at the cursor of a source: where an event belongs, and what applying it does.

It must not commit: whoever opened the transaction does, after `end`.
"""

from __future__ import annotations

import enum
from dataclasses import replace

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from chassis.alarms import raise_alarm
from chassis.events import inbox_store, parking
from chassis.events.delivery import Delivery
from chassis.events.reactions import Reactor

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


class Turn:
    """The cursor of a source, locked until the transaction ends."""

    def __init__(self, session: Session, reactor: Reactor, source: str) -> None:
        """Waits for whoever has the turn now."""
        self.session = session
        self._reactor = reactor
        self.cursor = inbox_store.lock_cursor(session, source)
        self._stored_at = self.cursor.applied
        self._lot_in_use: bool | None = None

    def place(self, delivery: Delivery) -> Place:
        """Insert the event unless it is known; tell what is to be done with it."""
        self.cursor = inbox_store.adopt_log(self.session, self.cursor, delivery.log_id)
        same_log = self.cursor.log_id == delivery.log_id
        is_next = self._is_next(delivery)
        if inbox_store.insert_event(self.session, delivery, keep_body=not is_next):
            if not same_log:
                return Place.OTHER_LOG
            return Place.NEXT if is_next else Place.LATER
        if inbox_store.is_same_fact(self.session, delivery):
            return Place.DUPLICATE
        if inbox_store.moved_to_new_log(self.session, delivery, same_log=same_log):
            return Place.DUPLICATE
        raise_alarm(
            self.session, kind="EVENT_INTEGRITY", subject=f"{delivery.source}/{delivery.position}",
            detail=f"event {delivery.event_id} came with another body or another event holds its position",
            now=self._reactor.service.clock.now(),
        )  # fmt: skip
        return Place.CLASH

    def next_stored(self) -> Delivery | None:
        """The stored event that is next, if it is there and people have not halted the source."""
        if self.cursor.halted:
            return None
        return inbox_store.load_event(self.session, self.cursor, self.cursor.applied + 1)

    def stored_form(self, delivery: Delivery) -> Delivery | None:
        """The stored form of an event that came before its turn and is next now."""
        return self.next_stored() if self._is_next(delivery) else None

    def step(self, delivery: Delivery, *, kept: bool) -> None:
        """Apply one event, or park it behind an earlier one of its subject. Raises ReactionFailed.

        A stored event without a body had its effect under an older log of its source. `kept` tells whether the row was
        stored before, and may hold a body that is not needed any more.
        """
        if not delivery.body or not self._reactor.reacts_to(delivery):
            if kept:
                inbox_store.forget_body(self.session, delivery)
        elif self._is_behind_a_parked_one(delivery):
            parking.park_behind(self.session, delivery)
        else:
            react(self._reactor, self.session, delivery)
            if kept:
                inbox_store.forget_body(self.session, delivery)
        self.cursor = replace(self.cursor, applied=delivery.position)

    def park(self, failure: ReactionFailed) -> None:
        """Keep the event whose reaction failed for later and step over it, unless the cursor stands elsewhere by now.

        NOTE: the failed transaction took the adoption of a first log back with it.
        """
        delivery = failure.delivery
        self.cursor = inbox_store.adopt_log(self.session, self.cursor, delivery.log_id)
        if self.cursor.log_id != delivery.log_id or self.cursor.applied + 1 != delivery.position:
            return
        _log.warning("parked", source=delivery.source, position=delivery.position, type=delivery.type,
                     error=type(failure.error).__name__)  # fmt: skip
        inbox_store.keep_event(self.session, delivery)
        parking.park(self.session, delivery, failure.error)
        self.cursor = replace(self.cursor, applied=delivery.position)

    def end(self) -> None:
        """Write the cursor, once for all steps of this transaction."""
        if self.cursor.applied != self._stored_at:
            inbox_store.move_cursor(self.session, self.cursor)

    def _is_behind_a_parked_one(self, delivery: Delivery) -> bool:
        """Nothing enters the lot but under this turn, so that an empty lot is looked at once."""
        if self._lot_in_use is None:
            self._lot_in_use = parking.in_use(self.session, delivery.source)
        return self._lot_in_use and parking.subject_is_parked(self.session, delivery)

    def _is_next(self, delivery: Delivery) -> bool:
        same_log = self.cursor.log_id == delivery.log_id
        return same_log and not self.cursor.halted and delivery.position == self.cursor.applied + 1


def react(reactor: Reactor, session: Session, delivery: Delivery) -> None:
    """Run the reactions to an event. Raises ReactionFailed; what the database cannot do now is raised as it is."""
    try:
        reactor.react(session, delivery)
    except sa.exc.OperationalError:
        raise
    except Exception as error:
        raise ReactionFailed(delivery, error) from error
