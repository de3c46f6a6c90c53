"""Do a part of a unit of work as the service itself, within some divisions. It must not widen what a caller may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

from chassis.principal import service_principal
from chassis.tx import Tx


def acting_as(name: str) -> Callable[..., AbstractContextManager[None]]:
    """`as_service(tx, *divisions)` of the service: until the block ends, what is noted was done by the service."""
    service = service_principal(name)

    @contextmanager
    def as_service(tx: Tx, *divisions: str) -> Iterator[None]:
        caller = tx.principal
        tx.principal = replace(service, divisions=divisions)
        try:
            yield
        finally:
            tx.principal = caller

    return as_service
