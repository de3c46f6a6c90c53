"""Give every log line of a call the ids by which the caller and the gateway know it.

It must not take anything else from the metadata, nor an id that is not of the expected shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import grpc
import structlog

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}", re.ASCII)


class LogContextInterceptor(grpc.ServerInterceptor):
    """Wraps every unary method of a server; stands outside of whatever logs."""

    def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], grpc.RpcMethodHandler[Any, Any] | None],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> grpc.RpcMethodHandler[Any, Any] | None:
        """Wrap unary handlers; leave streams alone."""
        handler = continuation(handler_call_details)
        if handler is None or handler.unary_unary is None:
            return handler
        inner = handler.unary_unary
        ids = ids_of(handler_call_details.invocation_metadata)

        def answer(request: Any, context: grpc.ServicerContext) -> Any:
            with structlog.contextvars.bound_contextvars(**ids):
                return inner(request, context)

        return grpc.unary_unary_rpc_method_handler(answer, handler.request_deserializer, handler.response_serializer)


def ids_of(metadata: Iterable[tuple[str, str | bytes]]) -> dict[str, str]:
    """`request_id` and `trace_id`, each when it was sent once and is well formed."""
    given: dict[str, list[str]] = {}
    for name, value in metadata:
        given.setdefault(name, []).append(str(value))
    found: dict[str, str] = {}
    requests, traces = given.get("x-request-id", []), given.get("traceparent", [])
    if len(requests) == 1 and _REQUEST_ID.fullmatch(requests[0]):
        found["request_id"] = requests[0]
    if len(traces) == 1 and (trace := _TRACEPARENT.fullmatch(traces[0])):
        found["trace_id"] = trace[1]
    return found
