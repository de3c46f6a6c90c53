"""Let listed web pages call the gateway from a browser; say nothing to all others.

It must not allow every origin, nor cookies: callers prove themselves by a header.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
ASKED = (
    "authorization", "x-api-key", "content-type", "idempotency-key", "if-match", "if-none-match", "grpc-timeout",
    "x-request-id", "traceparent",
)  # fmt: skip
SHOWN = ("etag", "content-disposition", "x-request-id", "traceparent", "retry-after")
PREFLIGHT_SECONDS = 600


class Cors:
    """Starlette's own middleware for the listed origins. Mounted only when there are any."""

    def __init__(self, app: ASGIApp, *, origins: tuple[str, ...]) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._cors = CORSMiddleware(
            app, origins, METHODS, ASKED, allow_credentials=False, expose_headers=SHOWN, max_age=PREFLIGHT_SECONDS
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Listed origins alone meet the middleware."""
        if scope["type"] == "http" and Headers(scope=scope).get("origin") in self._origins:
            await self._cors(scope, receive, send)
            return

        async def send_varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("origin")
            await send(message)

        await self._app(scope, receive, send_varied)
