"""Do a part of a unit of work as the service itself, within some divisions. It must not widen what a caller may see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from chassis.principal import service_principal
from chassis.tx import Tx

SERVICE = service_principal("grassroots_offices")


@contextmanager
def as_service(tx: Tx, *divisions: str) -> Iterator[None]:
    """Until the block ends, what is noted was done by the service, not by whoever called it."""
    caller = tx.principal
    tx.principal = replace(SERVICE, divisions=divisions)
    try:
        yield
    finally:
        tx.principal = caller
