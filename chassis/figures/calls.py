"""Count gRPC calls by method and code, under the names that public dashboards know from go-grpc-prometheus.

It must not take a label from what a caller sent: only methods that exist are counted.
"""

from __future__ import annotations

import time
from typing import Any

import grpc
from prometheus_client import CollectorRegistry, Counter, Histogram

from chassis.interceptors.unary import Answer, AroundUnary

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHOD = ("grpc_type", "grpc_service", "grpc_method")


class CallFigures(AroundUnary):
    """Stands outside of every other interceptor; counts unary methods. One serves all servers of a process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._started = Counter("grpc_server_started", "Calls that began.", _METHOD, registry=registry)
        self._handled = Counter("grpc_server_handled", "Calls that ended.", (*_METHOD, "grpc_code"), registry=registry)
        self._seconds = Histogram(
            "grpc_server_handling_seconds", "Time to the reply.", _METHOD, registry=registry, buckets=BUCKETS
        )

    def around(self, inner: Answer, call: grpc.HandlerCallDetails) -> Answer:
        """Answer and count."""
        service, _, name = call.method.lstrip("/").partition("/")
        labels = ("unary", service, name)

        def answer(request: Any, context: grpc.ServicerContext) -> Any:
            began = time.perf_counter()
            self._started.labels(*labels).inc()
            code = grpc.StatusCode.UNKNOWN
            try:
                reply = inner(request, context)
                code = _code_of(context) or grpc.StatusCode.OK
            except BaseException:
                code = _code_of(context) or code
                raise
            else:
                return reply
            finally:
                self._handled.labels(*labels, _GO_NAMES[code]).inc()
                self._seconds.labels(*labels).observe(time.perf_counter() - began)

        return answer


_GO_NAMES = {
    code: "OK" if code is grpc.StatusCode.OK else code.name.title().replace("_", "").replace("Cancelled", "Canceled")
    for code in grpc.StatusCode
}


def _code_of(context: Any) -> grpc.StatusCode | None:
    """The code that was set by an abort, if any; grpcio keeps it as the enumeration or as its number."""
    code = context.code()
    if isinstance(code, grpc.StatusCode):
        return code
    return next((each for each in grpc.StatusCode if each.value[0] == code), None)
