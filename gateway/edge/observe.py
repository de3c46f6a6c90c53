"""Tell the log and the figures about each finished request, but nothing of one that nobody may find.

It must not change anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.edge.access_log import AccessLog
from gateway.edge.exchange import Exchange, exchange_of
from gateway.edge.unlinkable import is_forgotten

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "OTHER"
Count = Callable[[Exchange, str, float], None]


class Observe:
    """`own` names the gateway's own addresses by their endpoints, which Starlette notes when it has found them."""

    def __init__(self, app: ASGIApp, *, own: Mapping[Any, str], count: Count, log: AccessLog) -> None:
        self._app = app
        self._own = dict(own)
        self._count, self._log = count, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, then tell."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = exchange_of(scope)
        try:
            await self._app(scope, receive, send)
        finally:
            if not is_forgotten(scope):
                self._tell(scope, exchange)

    def _tell(self, scope: Scope, exchange: Exchange) -> None:
        seconds = time.perf_counter() - exchange.begun
        method = scope["method"] if scope["method"] in METHODS else OTHER
        if "endpoint" in scope:
            exchange.route = self._own.get(scope["endpoint"], exchange.route)
        self._count(exchange, method, seconds)
        self._log.note(scope, exchange, method, seconds)
