"""legal_aid's `serve` on PostgreSQL with an institution, and many clients at its door at once.

It must not judge what it finds.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tests.doors import NOW
from tests.proofs.clients import Clients, door_of
from tests.proofs.house import NONE, SOURCE, House, Plan
from tests.proofs.stage import Stage
from tests.services.legal_aid.counter import Counter, open_counter

THREADS = 16


@dataclass(frozen=True, slots=True)
class MoneyHouse(Clients):
    """A running house and its counter."""

    counter: Counter


@contextmanager
def money_house(stage: Stage, *, isolation: str = "read committed") -> Iterator[MoneyHouse]:
    """Serve until the block ends. `isolation` is the default of every connection to the database."""
    house = stage.house(Plan(name=isolation, broker=NONE, postgres=True, workers=0, apart=True))
    with house.writing(SOURCE) as session:
        name = session.execute(sa.text("SELECT current_database()")).scalar_one()
        session.execute(sa.text(f"ALTER DATABASE {name} SET default_transaction_isolation = '{isolation}'"))
    house.crew.environment |= {"SIFA_NOW": NOW, "SIFA_LEGAL_AID_GRPC_THREADS": str(THREADS)}
    house.begin(f"serve-{SOURCE}")
    with door_of(house, SOURCE) as door:
        yield MoneyHouse(house, Tally(), open_counter(door))
    house.crew.stop()


def isolation_of(house: House) -> str:
    """What a new connection to the database gets."""
    with house.writing(SOURCE) as session:
        return str(session.execute(sa.text("SHOW transaction_isolation")).scalar_one())


def states(replies: Sequence[Any], state_of: Callable[[Any], str]) -> Tally[str]:
    """How often each state or refusal was told."""
    return Tally(reply if isinstance(reply, str) else state_of(reply) for reply in replies)
