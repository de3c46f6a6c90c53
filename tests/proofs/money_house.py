"""legal_aid's `serve` on PostgreSQL with an institution, and many clients at its door at once.

It must not judge what it finds.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import grpc
import sqlalchemy as sa

from chassis.manifest import installed_services
from chassis.service import open_service
from tests.doors import NOW, Door
from tests.proofs.house import NONE, SOURCE, House, Plan
from tests.proofs.processes import Faulty
from tests.proofs.stage import Stage
from tests.servers.private import LOOPBACK
from tests.services.legal_aid.counter import Counter, open_counter

START_LIMIT, PATIENCE, THREADS = 60.0, 50, 16
WRONG = frozenset({"INTERNAL", "UNKNOWN", "UNAVAILABLE", "DEADLINE_EXCEEDED", "DATA_LOSS", "UNIMPLEMENTED"})


@dataclass(frozen=True, slots=True)
class MoneyHouse:
    """A running house and its counter. `answers` counts every answer but success."""

    house: House
    counter: Counter
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
def money_house(stage: Stage, *, isolation: str = "read committed") -> Iterator[MoneyHouse]:
    """Serve until the block ends. `isolation` is the default of every connection to the database."""
    house = stage.house(Plan(name=isolation, broker=NONE, postgres=True, workers=0, apart=True))
    with house.writing(SOURCE) as session:
        name = session.execute(sa.text("SELECT current_database()")).scalar_one()
        session.execute(sa.text(f"ALTER DATABASE {name} SET default_transaction_isolation = '{isolation}'"))
    house.crew.environment |= {"SIFA_NOW": NOW, "SIFA_LEGAL_AID_GRPC_THREADS": str(THREADS)}
    house.begin(f"serve-{SOURCE}")
    target = f"{LOOPBACK}:{house.port}"
    service = open_service(installed_services()[SOURCE], house.settings)
    with grpc.insecure_channel(target) as channel:
        try:
            if not house.crew.wait(lambda: _is_ready(channel), START_LIMIT):
                raise Faulty("serve does not answer")
            counter = open_counter(Door(service=service, target=target, channel=channel))
            yield MoneyHouse(house, counter, Tally())
        finally:
            service.database.close()
    house.crew.stop()


def isolation_of(house: House) -> str:
    """What a new connection to the database gets."""
    with house.writing(SOURCE) as session:
        return str(session.execute(sa.text("SHOW transaction_isolation")).scalar_one())


def states(replies: Sequence[Any], state_of: Callable[[Any], str]) -> Tally[str]:
    """How often each state or refusal was told."""
    return Tally(reply if isinstance(reply, str) else state_of(reply) for reply in replies)


def _is_ready(channel: grpc.Channel) -> bool:
    try:
        grpc.channel_ready_future(channel).result(0.5)
    except grpc.FutureTimeoutError:
        return False
    return True
