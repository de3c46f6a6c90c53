"""Work that needs another service: find what is due, ask the peer without any transaction, keep the answer.

It must not hold a transaction while it waits for the peer, nor be run from a request.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import grpc

from chassis.clients import Peer
from chassis.clock import random_id
from chassis.manifest import load_name
from chassis.service import Service
from chassis.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """`find(tx)` tells what is due, `fetch(peer, item)` asks for it, `keep(tx, item, answer)` writes it.

    Two workers may do the same errand at once, so `keep` looks again whether the item is still due.
    """

    name: str
    peer: str
    find: Callable[[Tx], Sequence[Any]]
    fetch: Callable[[Peer, Any], Any]
    keep: Callable[[Tx, Any, Any], None]


class ErrandRunner:
    """One errand of one service."""

    def __init__(self, service: Service, errand: Errand, peer: Peer) -> None:
        """`peer` is the service that the errand asks."""
        self._service = service
        self._errand = errand
        self._peer = peer

    def turn(self) -> int:
        """Do what is due; how many items were kept. An item that the peer refuses does not keep others waiting.

        Raises grpc.RpcError, the first one, after everything was tried.
        """
        service, failed, kept = self._service, list[grpc.RpcError](), 0
        with service.database.read() as session:
            due = self._errand.find(service.open_tx(session, principal=service.principal, cause=random_id()))
        for item in due:
            try:
                answer = self._errand.fetch(self._peer, item)
            except grpc.RpcError as error:
                failed.append(error)
                continue
            with service.database.write() as session:
                tx = service.open_tx(session, principal=service.principal, cause=random_id())
                self._errand.keep(tx, item, answer)
            kept += 1
        if failed:
            raise failed[0]
        return kept

    def close(self) -> None:
        """Close the channel to the peer."""
        self._peer.close()


def load_errands(service: Service) -> tuple[Errand, ...]:
    """What the service has to ask of others."""
    name = service.manifest.load_wiring().errands
    return cast("tuple[Errand, ...]", load_name(name)) if name else ()
