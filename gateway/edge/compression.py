"""Compress large replies to GET for callers who take gzip.

It must not compress the reply to anything else: signing in and refreshing are POST, and a secret beside text that
somebody else chose must not shrink with a good guess (BREACH). A GET carries no ambient credential here, so that
nobody can make a victim's browser ask.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST_BYTES, LEVEL, THREAD_BYTES = 1024, 5, 64 * 1024
PACKED = ("application/zip", "application/gzip", "image/*")
_NO_WEIGHT = re.compile(r"\s*q\s*=\s*0(?:\.0{0,3})?\s*", re.ASCII | re.IGNORECASE)


class Compression:
    """Starlette's own middleware where it may act; entity tags of what it shrank become weak, as RFC 9110 wants."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._gzip = GZipMiddleware(app, LEAST_BYTES, LEVEL, THREAD_BYTES, exclude_content_types=PACKED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by method and by what the caller takes."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        chosen = self._gzip if _takes_gzip(Headers(scope=scope).get("accept-encoding", "")) else self._app

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                reply = MutableHeaders(scope=message)
                # NOTE: also on small replies and on 304, for the same address may answer a larger one.
                reply.add_vary_header("accept-encoding")
                etag = reply.get("etag", "")
                if "content-encoding" in reply and etag.startswith('"'):
                    reply["etag"] = f"W/{etag}"
            await send(message)

        await chosen(scope, receive, send_tagged)


def _takes_gzip(accepted: str) -> bool:
    codings = (part.partition(";") for part in accepted.split(","))
    return any(name.strip().lower() == "gzip" and not _NO_WEIGHT.fullmatch(weight) for name, _, weight in codings)
