"""Read HTTP/1.1 off the wire within limits that the server's parser lacks, and refuse like everything else here.

It must not look at what a request asks for.
"""

from __future__ import annotations

import asyncio
import http
from asyncio import TimerHandle
from typing import Any, cast

from google.rpc import code_pb2
from httptools import HttpParserError
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from gateway.edge.request_head import MAX_HEAD, head_too_large
from gateway.edge.security_headers import SECURITY_HEADERS
from gateway.errors import Refused, bad_field, refusal_reply

HEAD_SECONDS = 10.0
# Bytes in a row that are no body: a head, chunk sizes or trailers. What fits one read of the socket is not yet refused.
MAX_BARE = 2 * MAX_HEAD
MAX_CONNECTIONS, MAX_PIPELINED = 1024, 16


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's protocol with a limit of size and time for heads, of connections, and of requests sent ahead."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._bare = 0
        self._in_head = False
        self._late: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client that says nothing is not waited for."""
        super().connection_made(transport)
        self._expect_head()
        if len(self.connections) > MAX_CONNECTIONS:
            self.app = cast("Any", _overloaded)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is late any more."""
        self._head_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Feed the parser; give up when it only swallows."""
        self._bare += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            self._head_came()
        elif self._bare > MAX_BARE:
            self._refuse(head_too_large())
        elif self._in_head and self._late is None:
            self._expect_head()

    def on_message_begin(self) -> None:
        """A head begins. Raises HttpParserError when too many requests wait already."""
        if len(self.pipeline) >= MAX_PIPELINED:
            raise HttpParserError
        super().on_message_begin()
        self._in_head = True

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header of the head; trailers are nobody's business."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._head_came()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Body counts against its own limit."""
        self._bare = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Count anew for the next request."""
        self._bare = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What cannot be read, or could be read in two ways."""
        self._refuse(bad_field("request", "MALFORMED_HTTP", "不是有效的 HTTP/1.1 请求，请检查客户端或代理。"))

    def _expect_head(self) -> None:
        self._late = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _head_came(self) -> None:
        self._in_head = False
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self) -> None:
        if not self._in_head:
            self.transport.close()
            return
        message = "请求头传输过慢，请检查网络后重试。"
        self._refuse(Refused(code_pb2.DEADLINE_EXCEEDED, "HEADERS_TOO_SLOW", message, http_status=408))

    def _refuse(self, refused: Refused) -> None:
        """Say why unless another reply is under way, and close."""
        if not self.transport.is_closing():
            cycle = cast("RequestResponseCycle | None", self.cycle)
            if cycle is None or cycle.response_complete:
                self.transport.write(_wire(refusal_reply(refused)))
            self.transport.close()


async def _overloaded(scope: Scope, receive: Receive, send: Send) -> None:
    message = "网关的连接数已满，请稍后重试。"
    refused = Refused(code_pb2.UNAVAILABLE, "TOO_MANY_CONNECTIONS", message, headers={"connection": "close"})
    reply: ASGIApp = refusal_reply(refused)
    await reply(scope, receive, send)


def _wire(reply: Response) -> bytes:
    """A whole reply as it goes over the connection."""
    headers = MutableHeaders(raw=reply.raw_headers)
    headers.update({**SECURITY_HEADERS, "connection": "close"})
    phrase = http.HTTPStatus(reply.status_code).phrase
    lines = [f"HTTP/1.1 {reply.status_code} {phrase}".encode(), *(b": ".join(pair) for pair in headers.raw)]
    return b"\r\n".join([*lines, b"", bytes(reply.body)])
