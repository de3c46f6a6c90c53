"""What a case plays on: houses, servers of its own that it may break, time windows, one outcome.

It must not know a promise.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.proofs.breakable import Broker, Cluster
from tests.proofs.house import House, Plan
from tests.proofs.processes import Crew
from tests.proofs.scenario import Outcome
from tests.proofs.windows import Window
from tests.servers.keeper import SharedServers
from tests.servers.postgres import postgres
from tests.servers.rabbitmq import rabbitmq


class Stage:
    """One case being played. The command abandons every crew and closes `exits` afterwards."""

    def __init__(self, folder: Path, servers: SharedServers, tree: Path, seed: int, *, full: bool) -> None:
        """`tree` is where the processes of its houses load their code from."""
        folder.mkdir()
        self.folder, self.full, self.random = folder, full, random.Random(seed)
        self.outcome, self.crews, self.windows = Outcome(), list[Crew](), dict[str, Window]()
        self.exits = ExitStack()
        self._servers, self.tree = servers, tree

    def house(self, plan: Plan, **own: str) -> House:
        """A house with its tables made; `own` as in House."""
        folder = self.folder / f"{self.folder.name}_{len(self.crews)}"
        house = House(plan, folder, self._servers, self.tree, own)
        self.crews.append(house.crew)
        house.prepare()
        return house

    def broker(self) -> Broker:
        """A RabbitMQ that belongs to this case."""
        broker = Broker(self.exits.enter_context(rabbitmq()))
        self.exits.callback(broker.close)
        return broker

    def cluster(self, **settings: str) -> Cluster:
        """A PostgreSQL that belongs to this case, with further lines of its configuration."""
        cluster = Cluster(self.exits.enter_context(postgres(settings=settings)))
        self.exits.callback(cluster.close)
        return cluster

    @contextmanager
    def window(self, name: str) -> Iterator[None]:
        """Remember when this part of the case began and ended."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.windows[name] = Window(began=began, ended=time.monotonic())

    def demand(self, holds: object, fault: str) -> None:
        """Add the fault unless it holds."""
        if not holds:
            self.outcome.faults.append(fault)

    def tell(self, **figures: object) -> None:
        """Add figures; underscores read as spaces."""
        self.outcome.figures |= {name.replace("_", " "): value for name, value in figures.items()}
