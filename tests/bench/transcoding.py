"""The gateway against Envoy over the same service: calls a second, and how much each adds to a call.

The GET is a signed read of one application, the POST the stateless `:assess`; neither writes, so that only the way to
the service differs. It must not assert anything.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import grpc
from google.protobuf import json_format
from sifa.legal_aid.v1 import application_service_pb2, application_service_pb2_grpc

from tests.bench.crossing_load import OverGrpc, OverHttp, identity_of, question
from tests.bench.load import Call, application, rate
from tests.bench.system import System
from tests.oracles.envoy import running_envoy
from tests.unit.gateway.contracts import installed

ROUNDS, SECONDS, CALLS, WARMING = 5, 2, 300, 20
ASSESS = "/v1/legal-aid/applications:assess"
Make = Callable[[System, int], Call]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """One kind of call: medians of the rounds by way, calls a second of eight callers, milliseconds of one."""

    kind: str
    rates: Mapping[str, float]
    p50: Mapping[str, float]
    p99: Mapping[str, float]

    def lines(self) -> Iterator[str]:
        """The figures for people."""
        rates = ", ".join(f"{way} {found:.0f}" for way, found in self.rates.items())
        share = self.rates["gateway"] / self.rates["Envoy"]
        yield f"{self.kind}: calls/s {rates}; gateway as a share of Envoy {share:.2f}"
        yield f"  over gRPC {self.p50['gRPC']:.2f} ms at p50, {self.p99['gRPC']:.2f} ms at p99"
        for way in ("gateway", "Envoy"):
            more = [found[way] - found["gRPC"] for found in (self.p50, self.p99)]
            yield f"  {way} adds {more[0]:.2f} ms at p50, {more[1]:.2f} ms at p99"


def crossings(system: System) -> Iterator[Crossing]:
    """GET and POST over gRPC, the gateway and Envoy, in turn, so that a noisy neighbour meets them all."""
    name = _create(system)
    asked = application_service_pb2.GetApplicationRequest(name=name)
    body = json.dumps(json_format.MessageToDict(question()))
    with (
        TemporaryDirectory(prefix="sifa-envoy-") as folder,
        running_envoy(Path(folder), [installed()["legal_aid"]], {"legal_aid": system.grpc}) as envoy,
    ):
        hosts = {"gateway": system.http, "Envoy": envoy}
        gets = {way: OverHttp(host, "GET", f"/v1/legal-aid/{name}") for way, host in hosts.items()}
        posts = {way: OverHttp(host, "POST", ASSESS, body) for way, host in hosts.items()}
        yield _measure(system, "GET of an application", {"gRPC": OverGrpc("GetApplication", asked), **gets})
        yield _measure(system, "POST of :assess", {"gRPC": OverGrpc("AssessApplication", question()), **posts})


def _measure(system: System, kind: str, ways: Mapping[str, Make]) -> Crossing:
    rates: dict[str, list[float]] = {way: [] for way in ways}
    waits: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, make in ways.items():
            rates[way].append(rate(system, make, SECONDS))
        for way, make in ways.items():
            waits[way].append(_quantiles(make(system, 0)))
    return Crossing(
        kind=kind,
        rates={way: median(found) for way, found in rates.items()},
        p50={way: median(p50 for p50, _ in found) for way, found in waits.items()},
        p99={way: median(p99 for _, p99 in found) for way, found in waits.items()},
    )


def _quantiles(call: Call) -> tuple[float, float]:
    """Milliseconds of one caller's calls, one after the other: p50 and p99."""
    taken = []
    for _ in range(WARMING + CALLS):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    measured = sorted(taken[WARMING:])
    return measured[CALLS // 2], measured[int(CALLS * 0.99)]


def _create(system: System) -> str:
    """Name of an application to read."""
    request = application_service_pb2.CreateApplicationRequest(application=application(0), request_id=str(uuid.uuid4()))
    request.application.opponents[:] = [request.request_id]
    with grpc.insecure_channel(system.grpc) as channel:
        stub = application_service_pb2_grpc.ApplicationServiceStub(channel)
        return stub.CreateApplication(request, timeout=10, metadata=identity_of(system)).name
