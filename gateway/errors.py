"""Turn refusals and gRPC errors into HTTP replies whose body is google.rpc.Status.

It must not repeat what a client sent, nor what a library says about addresses or values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from google.protobuf import json_format
from google.protobuf.message import DecodeError, Message
from google.rpc import code_pb2, error_details_pb2, status_pb2
from starlette.responses import Response

DOMAIN = "sifa.gateway"
DETAILS_KEY = "grpc-status-details-bin"
RETRY_SECONDS = 2
# A reply to 256 KiB of faults must not be many times as large, nor keep everybody else waiting.
MOST_VIOLATIONS = 100
HTTP_STATUS = {
    code_pb2.OK: 200,
    code_pb2.CANCELLED: 499,
    code_pb2.UNKNOWN: 500,
    code_pb2.INVALID_ARGUMENT: 400,
    code_pb2.DEADLINE_EXCEEDED: 504,
    code_pb2.NOT_FOUND: 404,
    code_pb2.ALREADY_EXISTS: 409,
    code_pb2.PERMISSION_DENIED: 403,
    code_pb2.RESOURCE_EXHAUSTED: 429,
    code_pb2.FAILED_PRECONDITION: 400,
    code_pb2.ABORTED: 409,
    code_pb2.OUT_OF_RANGE: 400,
    code_pb2.UNIMPLEMENTED: 501,
    code_pb2.INTERNAL: 500,
    code_pb2.UNAVAILABLE: 503,
    code_pb2.DATA_LOSS: 500,
    code_pb2.UNAUTHENTICATED: 401,
}
# What the gateway says when the backend, or the gRPC library in its place, gave no details that may be shown.
BARE = {
    code_pb2.UNAVAILABLE: ("BACKEND_UNAVAILABLE", "该业务服务暂时无法访问，请稍后用同一请求编号重试。"),
    code_pb2.DEADLINE_EXCEEDED: ("BACKEND_TIMEOUT", "业务服务未在时限内答复，结果未知，请用同一请求编号重试。"),
    code_pb2.CANCELLED: ("BACKEND_CANCELLED", "请求已取消，结果未知，请用同一请求编号重试。"),
    code_pb2.RESOURCE_EXHAUSTED: ("BACKEND_BUSY", "该业务服务繁忙，请稍后用同一请求编号重试。"),
    code_pb2.UNAUTHENTICATED: ("BACKEND_UNAUTHENTICATED", "未登录或登录已失效，请重新登录后再试。"),
}
# A routed method that the backend does not know: its image came before its last replica, which is about to follow.
BEHIND = ("BACKEND_UNIMPLEMENTED", "该业务服务正在升级，暂不提供此方法，请稍后重试；持续出现时请联系运维人员。")
REFUSED = ("BACKEND_REFUSED", "业务服务拒绝了请求但未说明原因，请凭请求编号联系运维人员。")
HIDDEN = (code_pb2.UNKNOWN, code_pb2.INTERNAL, code_pb2.DATA_LOSS)
INTERNAL = ("INTERNAL", "系统内部错误，请凭请求编号（x-request-id）联系运维人员。")


@dataclass(frozen=True, slots=True)
class Violation:
    """One bad field: where, which rule (UPPER_SNAKE), and in Chinese what to do about it."""

    field: str
    reason: str
    description: str


class Refused(Exception):
    """The gateway itself refuses the request."""

    def __init__(
        self,
        code: int,
        reason: str,
        message: str,
        *,
        http_status: int | None = None,
        headers: Mapping[str, str] | None = None,
        violations: Sequence[Violation] = (),
        details: Sequence[Message] = (),
    ) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.message = message
        self.http_status = http_status or HTTP_STATUS[code]
        self.headers = dict(headers or {})
        self.violations = tuple(violations)
        self.details = tuple(details)


def bad_fields(violations: Sequence[Violation]) -> Refused:
    """A 400 that lists the bad fields, at most 100 of them; its reason and message are those of the first."""
    first, shown = violations[0], violations[:MOST_VIOLATIONS]
    surely = "至少" if len(violations) > len(shown) else ""
    more = f"（另有{surely} {len(violations) - 1} 处，见 details）" if len(violations) > 1 else ""
    return Refused(code_pb2.INVALID_ARGUMENT, first.reason, first.description + more, violations=shown)


def bad_field(field: str, reason: str, description: str) -> Refused:
    """A 400 about one field."""
    return bad_fields([Violation(field, reason, description)])


def refusal_reply(refused: Refused) -> Response:
    """The HTTP reply to something the gateway itself refuses."""
    details: list[Message] = [*_own_details(refused.reason, refused.message), *refused.details]
    if refused.violations:
        bad_request = error_details_pb2.BadRequest()
        for violation in refused.violations:
            bad_request.field_violations.add(
                field=violation.field, reason=violation.reason, description=violation.description
            )
        details.append(bad_request)
    return _reply(refused.code, refused.message, details, refused.http_status, refused.headers)


def internal_reply() -> Response:
    """The HTTP reply when the gateway itself is at fault."""
    return _reply(code_pb2.INTERNAL, INTERNAL[1], [*_own_details(*INTERNAL)], 500, {})


def rpc_error_reply(code: int, trailing_metadata: Iterable[tuple[str, str | bytes]]) -> Response:
    """The HTTP reply to a failed rpc: the service's own words when it sent details, ours when it did not."""
    status = _status_of(trailing_metadata)
    if status is None or status.code != code or not status.details:
        if code == code_pb2.UNIMPLEMENTED:
            return _reply(code_pb2.UNAVAILABLE, BEHIND[1], [*_own_details(*BEHIND)], 503, {})
        reason, message = INTERNAL if code in HIDDEN else BARE.get(code, REFUSED)
        return _reply(code, message, [*_own_details(reason, message)], HTTP_STATUS[code], {})
    message = INTERNAL[1] if code in HIDDEN else status.message
    return _reply(code, message, _known_details(status), HTTP_STATUS[code], {})


def _own_details(reason: str, message: str) -> tuple[Message, Message]:
    return (
        error_details_pb2.ErrorInfo(reason=reason, domain=DOMAIN),
        error_details_pb2.LocalizedMessage(locale="zh-CN", message=message),
    )


def _status_of(trailing_metadata: Iterable[tuple[str, str | bytes]]) -> status_pb2.Status | None:
    raw = dict(trailing_metadata).get(DETAILS_KEY)
    if not isinstance(raw, bytes):
        return None
    try:
        return status_pb2.Status.FromString(raw)
    except DecodeError:
        return None


def _known_details(status: status_pb2.Status) -> list[Message]:
    """Details of google.rpc, without DebugInfo, which is for the service's own log."""
    found: list[Message] = []
    for packed in status.details:
        kind = packed.type_url.rpartition("/")[2].removeprefix("google.rpc.")
        message_class = getattr(error_details_pb2, kind, None)
        if message_class is None or kind == "DebugInfo":
            continue
        detail: Message = message_class()
        if packed.Unpack(detail):
            found.append(detail)
    return found


def _reply(code: int, message: str, details: Sequence[Message], http_status: int, extra: Mapping[str, str]) -> Response:
    status = status_pb2.Status(code=code, message=message)
    headers = dict(extra)
    for detail in details:
        status.details.add().Pack(detail)
        if isinstance(detail, error_details_pb2.RetryInfo):
            delay = detail.retry_delay
            headers["retry-after"] = str(max(1, math.ceil(delay.seconds + delay.nanos / 1e9)))
    if http_status == 401:
        headers["www-authenticate"] = 'Bearer realm="sifa"'
    if http_status in (429, 503):
        headers.setdefault("retry-after", str(RETRY_SECONDS))
    body = json_format.MessageToJson(status, indent=None, ensure_ascii=False)
    return Response(body, http_status, headers, media_type="application/json")
