"""Give every log line of a call the ids by which the caller and the gateway know it.

It must not take anything else from the metadata, nor an id that is not of the expected shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import grpc
import structlog

from chassis.interceptors.unary import Answer, AroundUnary

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}", re.ASCII)


class LogContextInterceptor(AroundUnary):
    """Wraps every unary method of a server; stands outside of whatever logs."""

    def around(self, inner: Answer, call: grpc.HandlerCallDetails) -> Answer:
        """Answer with the ids bound."""
        ids = ids_of(call.invocation_metadata)

        def answer(request: Any, context: grpc.ServicerContext) -> Any:
            with structlog.contextvars.bound_contextvars(**ids):
                return inner(request, context)

        return answer


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
