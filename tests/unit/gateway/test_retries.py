"""A call is repeated where a second one does no harm, never after its time ran out, and not without bound."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from gateway.retry_budget import RESERVE, SHARE, RetryBudget
from tests.unit.gateway.contracts import compile_probe
from tests.unit.gateway.rig import UUID, Start, reason_of, write_image

SOURCE = """
// Asks.
message Ask {
  // Key of the request.
  string request_id = 1;
}
// Probe.
service Probe {
  // Only looks, by POST.
  rpc Assess(Ask) returns (Ask) {
    option (google.api.http) = {post: "/v1/probe:assess" body: "*"};
    option idempotency_level = NO_SIDE_EFFECTS;
  }
  // Changes something, and has a GET as well.
  rpc Touch(Ask) returns (Ask) {
    option (google.api.http) = {post: "/v1/probe:touch" body: "*" additional_bindings {get: "/v1/probe/touch"}};
  }
}
"""


class Probe(grpc.GenericRpcHandler):
    """Counts calls by method, and fails as it is told."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.fails = grpc.StatusCode.UNAVAILABLE
        self.detailed = True
        self.held = threading.Event()
        self.held.set()

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[Any, Any]:
        def answer(_: bytes, context: grpc.ServicerContext) -> bytes:
            self.calls[handler_call_details.method.rpartition("/")[2]] += 1
            self.held.wait(5)
            if self.detailed:
                status = status_pb2.Status(code=self.fails.value[0], message="no")
                status.details.add().Pack(error_details_pb2.ErrorInfo(reason="SOME", domain="probe"))
                context.abort_with_status(rpc_status.to_status(status))
            context.abort(self.fails, "")

        return grpc.unary_unary_rpc_method_handler(answer)


@pytest.fixture
def probe() -> Probe:
    return Probe()


@pytest.fixture
def gateway(start_gateway: Start, images: Path, tmp_path: Path, probe: Probe) -> Iterator[httpx.Client]:
    """A gateway in front of the probe alone."""
    write_image(images, compile_probe(tmp_path, SOURCE))
    server = grpc.server(futures.ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers((probe,))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield start_gateway(f"probe=127.0.0.1:{port}")
    probe.held.set()
    server.stop(None).wait()


Ask = Callable[[httpx.Client], httpx.Response]


@pytest.mark.parametrize(
    ("ask", "method", "calls"),
    [
        (lambda http: http.post("/v1/probe:assess", json={}), "Assess", 3),
        (lambda http: http.post("/v1/probe:touch", json={}), "Touch", 1),
        (lambda http: http.get("/v1/probe/touch"), "Touch", 1),
        (lambda http: http.post("/v1/probe:touch", json={"requestId": UUID}), "Touch", 3),
        (lambda http: http.post("/v1/probe:touch", json={}, headers={"idempotency-key": UUID}), "Touch", 3),
    ],
    ids=["POST that only looks", "POST", "GET that changes", "POST with id", "POST with key"],
)
def test_only_what_may_be_repeated_is(gateway: httpx.Client, probe: Probe, ask: Ask, method: str, calls: int) -> None:
    assert ask(gateway).status_code == 503
    assert probe.calls == {method: calls}


@pytest.mark.parametrize("code", [grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.ABORTED, grpc.StatusCode.INTERNAL])
def test_no_other_failure_is_repeated(gateway: httpx.Client, probe: Probe, code: grpc.StatusCode) -> None:
    probe.fails = code
    gateway.post("/v1/probe:assess", json={})
    assert probe.calls == {"Assess": 1}


def test_a_call_whose_time_ran_out_is_not_repeated(gateway: httpx.Client, probe: Probe) -> None:
    probe.held.clear()
    reply = gateway.post("/v1/probe:assess", json={}, headers={"grpc-timeout": "300m"})
    assert (reply.status_code, reason_of(reply)) == (504, "BACKEND_TIMEOUT")
    assert probe.calls == {"Assess": 1}


def test_no_repetition_begins_after_the_callers_time(gateway: httpx.Client, probe: Probe) -> None:
    gateway.post("/v1/probe:assess", json={}, headers={"grpc-timeout": "90m"})
    assert probe.calls == {"Assess": 1}


def test_a_backend_in_trouble_sees_few_repetitions(gateway: httpx.Client, probe: Probe) -> None:
    asked = 60
    for _ in range(asked):
        assert gateway.post("/v1/probe:assess", json={}).status_code == 503
    assert asked < probe.calls["Assess"] <= asked + RESERVE + SHARE * asked


def test_a_budget_is_earned_by_calls_and_has_a_bound() -> None:
    budget = RetryBudget()
    assert [budget.spend() for _ in range(12)] == [True] * 10 + [False] * 2
    for _ in range(4):
        budget.earn()
    assert not budget.spend()
    for _ in range(1000):
        budget.earn()
    assert [budget.spend() for _ in range(12)] == [True] * 10 + [False] * 2


def test_a_method_that_the_backend_does_not_know_yet_is_a_matter_of_waiting(
    gateway: httpx.Client, probe: Probe
) -> None:
    probe.fails, probe.detailed = grpc.StatusCode.UNIMPLEMENTED, False
    reply = gateway.post("/v1/probe:touch", json={})
    assert (reply.status_code, reply.json()["code"]) == (503, code_pb2.UNAVAILABLE)
    assert (reason_of(reply), reply.headers["retry-after"]) == ("BACKEND_UNIMPLEMENTED", "2")
    assert probe.calls == {"Touch": 1}
