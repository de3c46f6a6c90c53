"""Answer with finished bytes: entity tags, 304, and a policy that lets a page load this gateway's own files alone.

It must not know what the bytes are about. The other security headers are those of every reply.
"""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response

HTML, JSON = "text/html", "application/json"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"content-security-policy": POLICY}
FRESH, NEVER = "no-cache", "no-store"


def etag_of(body: bytes) -> str:
    """A weak entity tag, ready for the header: the same document may be sent compressed or not."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


def finished(request: Request, body: bytes, media_type: str, *, cache: str = FRESH) -> Response:
    """200 with the bytes, or 304 when the client holds them already. Nothing is tagged that must not be kept."""
    if cache == NEVER:
        return Response(body, headers={**HEADERS, "cache-control": cache}, media_type=media_type)
    etag = etag_of(body)
    headers = {**HEADERS, "cache-control": cache, "etag": etag}
    given = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag.removeprefix("W/") in given or given == ["*"]:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)
