"""Refuse a request whose head is unreasonable: too long, or naming two hosts.

It must not use the host for anything: no link is made from it.
"""

from __future__ import annotations

from google.rpc import code_pb2
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.errors import Refused, bad_field, refusal_reply

MAX_HEAD = 64 * 1024


class RequestHead:
    """Answer 431 above 64 KiB of address and headers, 400 for a repeated `Host`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        refused = _fault(scope) if scope["type"] == "http" else None
        if refused is None:
            await self._app(scope, receive, send)
        else:
            await refusal_reply(refused)(scope, receive, send)


def head_too_large() -> Refused:
    """The refusal of a head above the limit. The connection ends, for what follows may be more of the same."""
    message = f"地址与请求头合计不得超过 {MAX_HEAD // 1024} KiB，请缩短后重试。"
    close = {"connection": "close"}
    return Refused(code_pb2.RESOURCE_EXHAUSTED, "HEADERS_TOO_LARGE", message, http_status=431, headers=close)


def _fault(scope: Scope) -> Refused | None:
    size, hosts = len(scope["raw_path"]) + len(scope["query_string"]), 0
    for name, value in scope["headers"]:
        size += len(name) + len(value)
        hosts += name == b"host"
    if size > MAX_HEAD:
        return head_too_large()
    if hosts > 1:
        return bad_field("Host", "DUPLICATE_HOST", "只能出现一次，请删除重复的 Host 请求头。")
    return None
