"""Deliveries in the hands of one process: they come one by one, and what waits together is taken together.

It must not ack: who hands a delivery in does, when `take` has returned.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import structlog

from chassis.events.delivery import Delivery
from chassis.events.inbox import Inbox

LONGEST_PAUSE = 5.0
_log = structlog.get_logger()


@dataclass(slots=True, eq=False)
class _Arrival:
    """A delivery that somebody waits for."""

    delivery: Delivery
    done: bool = False


class Arrivals:
    """One worker at a time has the turn, and takes what waits of his delivery's source along with his own."""

    def __init__(self, inbox: Inbox) -> None:
        """`inbox` is the service's own."""
        self._inbox = inbox
        self._waiting: list[_Arrival] = []
        self._turn = threading.Lock()

    def take(self, delivery: Delivery) -> None:
        """Return when the delivery is stored and applied, by this worker or by one before it."""
        own = _Arrival(delivery)
        self._waiting.append(own)
        with self._turn:
            if own.done:
                return
            together = [each for each in self._waiting if each.delivery.source == delivery.source]
            together.sort(key=lambda each: each.delivery.position)
            self._receive([each.delivery for each in together])
            for each in together:
                each.done = True
                self._waiting.remove(each)

    def _receive(self, deliveries: list[Delivery]) -> None:
        """Receive them; when that fails try again with growing pauses, however often it takes."""
        pause = 0.05
        while True:
            try:
                self._inbox.receive_all(deliveries)
            except Exception as error:  # noqa: BLE001 - requeueing would only bring the messages back at once
                _log.warning("cannot store", source=deliveries[0].source, error=type(error).__name__)
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return
