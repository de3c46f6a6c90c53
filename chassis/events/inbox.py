"""Store what other services tell, then apply it in order and once.

It must not depend on the way an event came: broker, gap repair and replay all end here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from chassis.events import parking
from chassis.events.delivery import Delivery
from chassis.events.inbox_turn import Place, ReactionFailed, Turn, react
from chassis.events.reactions import Reactor
from chassis.failpoints import failpoint

STEPS_PER_TX, REACTIONS_PER_TX = 50, 10
_log = structlog.get_logger()


@dataclass(slots=True)
class _Share:
    """What one transaction may take: many steps and several reactions, or one reaction `alone` at its beginning."""

    alone: bool
    steps: int = 0
    reactions: int = 0

    def admits(self, *, concerns: bool) -> bool:
        """Whether another event fits in; it is counted."""
        if concerns and (self.steps if self.alone else self.reactions == REACTIONS_PER_TX):
            return False
        if self.steps == STEPS_PER_TX:
            return False
        self.steps += 1
        self.reactions += concerns
        return True


class Inbox:
    """The inbox of one service. Every public method commits its own transactions and may be called by many at once.

    Where many events are at hand, several take effect in one transaction. When one of them fails, all are rolled back
    and taken again one by one, so that it is parked alone.
    """

    def __init__(self, reactor: Reactor) -> None:
        """`reactor` holds the service's database and its reactions."""
        self._reactor = reactor
        self._database = reactor.service.database

    def receive(self, delivery: Delivery) -> Place:
        """Store the event and apply all that is next. Raises only when the database cannot be had."""
        return self.receive_all([delivery])[0]

    def receive_all(self, deliveries: Sequence[Delivery]) -> list[Place]:
        """Store events of one source, best in their order, and apply all that is next; as `receive`."""
        places = self._receive(deliveries)
        for delivery, place in zip(deliveries, places, strict=True):
            if place is Place.DUPLICATE:
                _log.info("duplicate absorbed", source=delivery.source, position=delivery.position)
        return places

    def receive_page(self, page: Sequence[Delivery]) -> int:
        """Take events of one log that follow each other; returns how many were new."""
        known = (Place.DUPLICATE, Place.CLASH)
        return sum(place not in known for place in self._receive(page))

    def apply_stored(self, source: str) -> int:
        """Apply the stored events that follow the cursor without a gap; returns the steps taken."""
        steps, more, alone = 0, True, False
        while more:
            try:
                with self._turn(source) as turn:
                    taken, more = self._drain(turn, _Share(alone))
            except ReactionFailed as failure:
                taken = self._park(failure) if alone else 0
                alone = not alone
            steps += taken
        return steps

    def retry_parked(self, source: str, *, now: float) -> int:
        """Run the parked events that are due, in order of position within a subject; returns how many left the lot."""
        done = 0
        for event_id in self._due(source, now):
            try:
                with self._turn(source) as turn:
                    delivery = parking.still_first(turn.session, source, event_id)
                    if delivery is not None:
                        react(self._reactor, turn.session, delivery)
                        parking.release(turn.session, delivery)
                        done += 1
            except ReactionFailed as failure:
                with self._turn(source) as turn:
                    parking.count_failure(turn.session, failure.delivery, failure.error, now=now, at=self._now())
        return done

    def _now(self) -> dt.datetime:
        return self._reactor.service.clock.now()

    def _due(self, source: str, now: float) -> list[str]:
        with self._database.read() as session:
            return parking.due_events(session, source, now=now)

    @contextmanager
    def _turn(self, source: str) -> Iterator[Turn]:
        """A transaction that holds the cursor of the source and leaves it where its last step ended."""
        with self._database.write() as session:
            turn = Turn(session, self._reactor, source)
            yield turn
            turn.end()

    def _receive(self, deliveries: Sequence[Delivery]) -> list[Place]:
        """Take all of them, in as few transactions as fit."""
        places: list[Place] = []
        more, alone = False, len(deliveries) == 1
        while len(places) < len(deliveries):
            try:
                with self._turn(deliveries[0].source) as turn:
                    taken = self._take(turn, deliveries[len(places) :], _Share(alone))
                    more = turn.next_stored() is not None
            except ReactionFailed as failure:
                taken = [Place.APPLIED] * self._park(failure) if alone else []
                more, alone = True, not alone
            failpoint("after_commit_before_ack")
            places += taken
        if more:
            self.apply_stored(deliveries[0].source)
        return places

    def _take(self, turn: Turn, deliveries: Sequence[Delivery], share: _Share) -> list[Place]:
        """Take the first of the deliveries in this transaction; tells what became of them."""
        places: list[Place] = []
        for delivery in deliveries:
            if not share.admits(concerns=self._reactor.reacts_to(delivery)):
                break
            place = turn.place(delivery)
            arrived = turn.stored_form(delivery) if place is Place.DUPLICATE else delivery
            if arrived and place in (Place.NEXT, Place.DUPLICATE):
                turn.step(arrived, kept=place is Place.DUPLICATE)
            places.append(Place.APPLIED if place is Place.NEXT else place)
        return places

    def _drain(self, turn: Turn, share: _Share) -> tuple[int, bool]:
        """Take the next stored steps in one transaction. Returns how many, and whether another one is there."""
        while (delivery := turn.next_stored()) is not None:
            if not share.admits(concerns=self._reactor.reacts_to(delivery)):
                return share.steps, True
            turn.step(delivery, kept=True)
        return share.steps, False

    def _park(self, failure: ReactionFailed) -> int:
        """In a second transaction: keep what failed alone for later and let the cursor step on; returns that step."""
        with self._turn(failure.delivery.source) as turn:
            turn.park(failure)
        return 1
