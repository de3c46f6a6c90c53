"""Forget who calls where nobody may find out: address, credential, id and trace are gone before anything reads them.

It must not know a service: the contracts say which rpcs are unlinkable.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.method_options import is_unlinkable
from gateway.routes import Route, RouteTable

# What a body cannot be read without.
KEPT = frozenset({b"host", b"content-type", b"content-length", b"content-encoding", b"transfer-encoding"})
_KEY = "sifa.unlinkable"


class Unlinkable:
    """Stands outside of everything else."""

    def __init__(self, app: ASGIApp, *, table: Callable[[], RouteTable]) -> None:
        self._app, self._table = app, table
        self._of: RouteTable | None = None
        self._paths = frozenset[bytes]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is left of the request."""
        if scope["type"] == "http" and scope["raw_path"] in self._wanted():
            kept = [(name, value) for name, value in scope["headers"] if name in KEPT]
            scope = {**scope, "client": None, "headers": kept, "query_string": b"", _KEY: True}
        await self._app(scope, receive, send)

    def _wanted(self) -> frozenset[bytes]:
        """Addresses of the unlinkable rpcs; read again when the routes were replaced."""
        table = self._table()
        if table is not self._of:
            routes = (route for service in table.services.values() for route in service.routes)
            self._of = table
            self._paths = frozenset(route.template.text.encode() for route in routes if is_unlinkable(route))
        return self._paths


def is_forgotten(scope: Scope) -> bool:
    """Whether nobody may find out who made the request."""
    return _KEY in scope


def may_serve(scope: Scope, route: Route) -> bool:
    """An unlinkable rpc is served at its plain address alone: another spelling of it was not forgotten."""
    return is_forgotten(scope) or not is_unlinkable(route)
