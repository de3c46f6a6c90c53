"""Headers that keep a reply from being kept, framed, sniffed or loaded by another site; on every reply, errors too.

It must not overrule a page that says something itself.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
# A browser that has heard it speaks TLS with this host alone for a year. A demonstration has no TLS.
TRANSPORT_SECURITY = {"strict-transport-security": "max-age=31536000"}


class SecureHeaders:
    """Add what a reply lacks."""

    def __init__(self, app: ASGIApp, *, production: bool) -> None:
        self._app = app
        headers = {**SECURITY_HEADERS, **(TRANSPORT_SECURITY if production else {})}
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and complete the head of the reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                message["headers"] += [pair for pair in self._headers if pair[0] not in said]
            await send(message)

        await self._app(scope, receive, send_secured)
