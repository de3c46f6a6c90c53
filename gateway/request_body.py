"""Take a request's body off the wire within limits of size, time and kind.

It must not look inside the body.
"""

from __future__ import annotations

import asyncio
from email.message import Message as MimeHeader

from google.rpc import code_pb2
from starlette.requests import Request

from gateway.errors import Refused, bad_field
from gateway.strict_json import BODY, MAX_BYTES, body_too_large


def check_body_headers(request: Request) -> None:
    """Raises Refused with 415 unless the body is announced as plain UTF-8 JSON."""
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise _unsupported("CONTENT_ENCODING", "不接受压缩的请求体，请去掉 Content-Encoding 后重试。")
    header = MimeHeader()
    header["content-type"] = request.headers.get("content-type", "none/none")
    if header.get_content_type() != "application/json" or header.get_content_charset("utf-8") != "utf-8":
        raise _unsupported("CONTENT_TYPE", "请求体须为 application/json，编码须为 UTF-8，请更正 Content-Type。")


async def read_body(request: Request, seconds: float) -> bytes:
    """The whole body. Raises Refused: 413 as soon as it is too large, 408 when it takes longer than `seconds`."""
    announced = request.headers.get("content-length", "0")
    if len(announced) > 9 or int(announced) > MAX_BYTES:
        raise body_too_large()
    taken = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                taken += chunk
                if len(taken) > MAX_BYTES:
                    raise body_too_large()
    except TimeoutError:
        message = "请求体传输过慢，请检查网络后重试。"
        close = {"connection": "close"}
        raise Refused(code_pb2.DEADLINE_EXCEEDED, "BODY_TOO_SLOW", message, http_status=408, headers=close) from None
    return bytes(taken)


async def refuse_body(request: Request, seconds: float) -> None:
    """Raises Refused with 400 when a method that takes no body is sent one."""
    if await read_body(request, seconds):
        raise bad_field(BODY, "UNEXPECTED_BODY", "此方法不接受请求体，请改用路径或查询参数。")


def _unsupported(reason: str, message: str) -> Refused:
    return Refused(code_pb2.INVALID_ARGUMENT, reason, message, http_status=415, headers={"connection": "close"})
