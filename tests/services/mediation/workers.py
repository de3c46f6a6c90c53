"""What `sifa work` runs for mediation. It must not assert anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from chassis.clients import Peer
from chassis.errands import Errand, ErrandRunner, load_errands
from tests.services.mediation.house import House


def errand_of(house: House, name: str) -> Errand:
    """The errand of the name."""
    return next(one for one in load_errands(house.door.service) if one.name == name)


@contextmanager
def peer_of(house: House, **backends: str) -> Iterator[Peer]:
    """Legal aid as mediation reaches it, or elsewhere."""
    settings = house.door.service.settings
    there = replace(settings, backends={**settings.backends, **backends})
    with closing(Peer(there, caller="mediation", peer="legal_aid", default_port=0)) as peer:
        yield peer


@contextmanager
def worker(house: House, name: str, **backends: str) -> Iterator[ErrandRunner]:
    """One errand's worker."""
    with peer_of(house, **backends) as peer:
        yield ErrandRunner(house.door.service, errand_of(house, name), peer)


def turn(house: House, name: str) -> int:
    """How much one turn of the errand kept."""
    with worker(house, name) as runner:
        return runner.turn()
