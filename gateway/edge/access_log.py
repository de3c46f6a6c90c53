"""One line in the log per request.

It must not log a path, a query, a header, a body or an address: templates and full names tell what was called, and
whatever a caller typed may be about a person.
"""

from __future__ import annotations

import asyncio
import sys

import structlog
from starlette.datastructures import Headers
from starlette.types import Scope
from structlog.processors import JSONRenderer, TimeStamper, add_log_level
from structlog.typing import EventDict, Processor

from gateway.edge.callers import caller_kind
from gateway.edge.exchange import Exchange

# Asked every few seconds by machines; only what is wrong with them is news.
QUIET = frozenset({"/livez", "/readyz", "/metrics"})
GATHER_SECONDS = 0.05


class AccessLog:
    """Lines on standard error: JSON in production, name=value pairs otherwise.

    Lines of a twentieth of a second are written together: each write hands the interpreter to another thread, which
    took longer than all else that is done to a request at the edge.
    """

    def __init__(self, *, production: bool) -> None:
        shown = JSONRenderer(ensure_ascii=False) if production else _pairs
        chain: list[Processor] = [add_log_level, TimeStamper(fmt="iso", utc=True), shown]
        self._gathered = _Gathered()
        self._log = structlog.wrap_logger(self._gathered, chain, structlog.BoundLogger).bind()

    def note(self, scope: Scope, exchange: Exchange, method: str, seconds: float) -> None:
        """Tell of one finished request."""
        if exchange.route in QUIET and exchange.status < 400:
            return
        self._log.info(
            "request",
            method=method,
            route=exchange.route,
            rpc=exchange.rpc,
            status=exchange.status,
            ms=round(seconds * 1000, 1),
            bytes=exchange.sent_bytes,
            caller=caller_kind(Headers(scope=scope)),
            request_id=exchange.request_id,
            trace_id=exchange.trace.trace_id,
        )

    def flush(self) -> None:
        """Write what has been gathered; the last thing before the loop ends."""
        self._gathered.write()


class _Gathered:
    """What structlog logs to; used on one event loop."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def info(self, line: str) -> None:
        """Keep a line, and see to its being written."""
        if not self._lines:
            asyncio.get_running_loop().call_later(GATHER_SECONDS, self.write)
        self._lines.append(f"{line}\n")

    def write(self) -> None:
        """All lines at once."""
        lines, self._lines = self._lines, []
        sys.stderr.write("".join(lines))
        sys.stderr.flush()


def _pairs(_: object, __: str, event: EventDict) -> str:
    """No value here has a space or a quote in it."""
    return " ".join(f"{name}={value}" for name, value in event.items())
