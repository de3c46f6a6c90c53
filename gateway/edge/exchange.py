"""What the layers of the gateway know together about one request and its reply.

It must not hold anything that the caller sent but the request id and the trace id, which are checked.
"""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.edge.trace import Trace, continue_trace
from gateway.routes import Route

UNMATCHED = "unmatched"
_KEY = "sifa.exchange"
# Ids are logged everywhere, so none may hold an identity number (GB 11643: area, birth date, sequence, check).
_IDENTITY_NUMBER = r"(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx](?![0-9])"
_REQUEST_ID = re.compile(rf"(?!.*{_IDENTITY_NUMBER})[A-Za-z0-9._-]{{1,64}}", re.ASCII)


@dataclass(slots=True)
class Exchange:
    """`route` is a template and `rpc` a full name, never the path that was sent."""

    request_id: str
    trace: Trace
    begun: float = field(default_factory=time.perf_counter)
    route: str = UNMATCHED
    rpc: str = ""
    status: int = 0
    sent_bytes: int = 0
    served: Route | None = None  # what answered OK
    rate_limited: str = ""  # whose limit was reached: credential or address

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """What every reply says of its exchange."""
        trace = self.trace.header
        return [(b"x-request-id", self.request_id.encode()), (b"traceparent", trace.encode())]


def exchange_of(scope: Scope) -> Exchange:
    """The exchange that `Identify` began."""
    found: Exchange = scope[_KEY]
    return found


class Identify:
    """Give each request an id and a place in a trace, and say both in every reply."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin an exchange, and note what the reply turns out to be."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        exchange = Exchange(request_id_of(headers), continue_trace(headers.getlist("traceparent")))
        scope[_KEY] = exchange

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                message["headers"] += exchange.headers
            else:
                exchange.sent_bytes += len(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, send_named)


def request_id_of(headers: Headers) -> str:
    """The caller's request id when it is harmless, else a fresh one."""
    given = headers.getlist("x-request-id")
    return given[0] if len(given) == 1 and _REQUEST_ID.fullmatch(given[0]) else secrets.token_hex(8)
