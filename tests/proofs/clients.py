"""Many clients at the doors of running services: what they are answered, and a way to a door.

It must not judge what it finds.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import grpc

from chassis.manifest import installed_services
from chassis.service import open_service
from tests.doors import Door
from tests.proofs.house import House
from tests.proofs.processes import Faulty
from tests.servers.private import LOOPBACK

START_LIMIT, PATIENCE = 60.0, 50
WRONG = frozenset({"INTERNAL", "UNKNOWN", "UNAVAILABLE", "DEADLINE_EXCEEDED", "DATA_LOSS", "UNIMPLEMENTED"})


@dataclass(frozen=True, slots=True)
class Clients:
    """Who asks at the doors of a house. `answers` counts every answer but success."""

    house: House
    answers: Tally[str]

    def ask(self, work: Callable[[], Any]) -> Any:
        """What the door answers, or why it refuses, as text; whoever is told to try again does so."""
        for _ in range(PATIENCE):
            try:
                return work()
            except grpc.RpcError as error:
                answer = f"{error.code().name} {error.details()}"
                self.answers[answer] += 1
                if error.code() not in (grpc.StatusCode.ABORTED, grpc.StatusCode.RESOURCE_EXHAUSTED):
                    return str(error.details())
        return "TRY_AGAIN"

    def at_once(self, count: int, work: Callable[[int], Any]) -> list[Any]:
        """The same by so many sessions at once; each is given its place."""
        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(lambda place: self.ask(lambda: work(place)), range(count)))

    @property
    def tries_again(self) -> int:
        """How often somebody was told to try again."""
        return sum(count for answer, count in self.answers.items() if answer.endswith("TRY_AGAIN"))

    @property
    def broken(self) -> dict[str, int]:
        """Answers that a gateway would make a 5xx of."""
        return {answer: count for answer, count in self.answers.items() if answer.split(" ")[0] in WRONG}


@contextmanager
def door_of(house: House, name: str) -> Iterator[Door]:
    """The door of a service of the house, as soon as its `serve` answers."""
    target = f"{LOOPBACK}:{house.ports[name]}"
    service = open_service(installed_services()[name], house.settings)
    with grpc.insecure_channel(target) as channel:
        try:
            if not house.crew.wait(lambda: _is_ready(channel), START_LIMIT):
                raise Faulty(f"serve of {name} does not answer")
            yield Door(service=service, target=target, channel=channel)
        finally:
            service.database.close()


def _is_ready(channel: grpc.Channel) -> bool:
    try:
        grpc.channel_ready_future(channel).result(0.5)
    except grpc.FutureTimeoutError:
        return False
    return True
