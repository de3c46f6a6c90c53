"""The one place where an exception becomes a gRPC status.

It must not let exception text reach the caller: grpcio would send SQL and identity numbers.
"""

from __future__ import annotations

import secrets
from typing import Any, NoReturn

import grpc
import sqlalchemy as sa
import structlog
from google.protobuf import any_pb2
from google.protobuf.message import Message
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from chassis.interceptors.unary import Answer, AroundUnary
from chassis.kernel.errors import Kind, Refusal

DOMAIN = "sifa"
_log = structlog.get_logger()


class ErrorInterceptor(AroundUnary):
    """Wraps every unary method of a server: refusals explain themselves, everything else becomes a trace number."""

    def around(self, inner: Answer, call: grpc.HandlerCallDetails) -> Answer:
        """Answer, or end the call with a status."""
        method = call.method

        def answer(request: Any, context: grpc.ServicerContext) -> Any:
            try:
                return inner(request, context)
            except Exception as error:  # noqa: BLE001 - the boundary: nothing may pass it unmapped
                status = status_of(error, method)
            abort(context, status)

        return answer


def abort(context: grpc.ServicerContext, status: status_pb2.Status) -> NoReturn:
    """End the call with the status and its details."""
    context.abort_with_status(rpc_status.to_status(status))
    raise AssertionError("abort_with_status returned")


def status_of(error: Exception, method: str) -> status_pb2.Status:
    """The status that tells what the caller must know of the error, and nothing else."""
    if isinstance(error, Refusal):
        return refusal_status(error)
    if isinstance(error, (sa.exc.OperationalError, sa.exc.TimeoutError)):
        _log.error("database unavailable", method=method, error=type(error).__name__)
        return refusal_status(
            Refusal(Kind.UNAVAILABLE, "DATABASE_UNAVAILABLE", "服务暂时不可用，请稍后用同一 request_id 重试。")
        )
    trace = secrets.token_hex(8)
    _log.error("internal error", method=method, trace=trace, error=type(error).__name__, where=_origin(error))
    status = status_pb2.Status(code=code_pb2.INTERNAL, message=f"internal error, trace {trace}")
    info = error_details_pb2.ErrorInfo(reason="INTERNAL", domain=DOMAIN, metadata={"trace": trace})
    _add(
        status,
        info,
        error_details_pb2.LocalizedMessage(locale="zh-CN", message=f"系统内部错误，请凭编号 {trace} 联系管理员。"),
    )
    return status


def refusal_status(refusal: Refusal) -> status_pb2.Status:
    """A refusal as google.rpc.Status with ErrorInfo, BadRequest where fields are concerned, and the Chinese message."""
    status = status_pb2.Status(code=refusal.kind.value, message=refusal.reason)
    _add(status, error_details_pb2.ErrorInfo(reason=refusal.reason, domain=DOMAIN, metadata=refusal.metadata))
    if refusal.violations:
        bad = error_details_pb2.BadRequest()
        for item in refusal.violations:
            bad.field_violations.add(field=item.field, description=item.description, reason=item.reason)
        _add(status, bad)
    _add(status, error_details_pb2.LocalizedMessage(locale="zh-CN", message=refusal.message))
    return status


def _add(status: status_pb2.Status, *details: Message) -> None:
    for detail in details:
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)


def _origin(error: BaseException) -> str:
    """File and line that raised, without the text of the exception, which may hold personal data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
