"""Log lines of a call carry the ids of its request and trace, and nothing a caller could smuggle in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest
import structlog

from chassis.interceptors.errors import ErrorInterceptor
from chassis.interceptors.log_context import LogContextInterceptor, ids_of

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Failing(grpc.GenericRpcHandler):
    """Fails as a bug does."""

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[Any, Any]:
        def answer(_: bytes, __: grpc.ServicerContext) -> bytes:
            raise KeyError(handler_call_details.method)

        return grpc.unary_unary_rpc_method_handler(answer)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    written = io.StringIO()
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(written),
        cache_logger_on_first_use=False,
    )
    yield written
    structlog.reset_defaults()


def test_what_a_service_logs_names_the_request_and_its_trace(lines: io.StringIO) -> None:
    server = grpc.server(futures.ThreadPoolExecutor(1), interceptors=[LogContextInterceptor(), ErrorInterceptor()])
    server.add_generic_rpc_handlers((Failing(),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        call: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary("/x.Y/Z")
        for metadata in ((("x-request-id", "r-1"), ("traceparent", TRACE)), ()):
            with pytest.raises(grpc.RpcError):
                call(b"", metadata=metadata, timeout=5)
    server.stop(None).wait()
    first, second = (json.loads(line) for line in lines.getvalue().splitlines())
    assert (first["event"], first["request_id"], first["trace_id"]) == ("internal error", "r-1", TRACE.split("-")[1])
    assert not {"request_id", "trace_id"} & set(second)


@pytest.mark.parametrize(
    "metadata",
    [
        [("x-request-id", "a\nb")], [("x-request-id", "张")], [("x-request-id", "a" * 65)],
        [("x-request-id", "a"), ("x-request-id", "b")], [("traceparent", TRACE.upper())],
        [("traceparent", TRACE), ("traceparent", TRACE)], [("traceparent", f"00-{'0' * 32}-{'1' * 16}-01")],
        [("x-user", "chief"), ("trace_id", "x")],
    ],
)  # fmt: skip
def test_an_id_that_is_malformed_or_doubled_is_none(metadata: list[tuple[str, str]]) -> None:
    assert ids_of(metadata) == {}
