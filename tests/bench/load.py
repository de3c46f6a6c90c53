"""Eight callers that create applications as fast as they can, over gRPC or over HTTP.

It must not be part of what is measured more than it has to: requests are built before the clock starts.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

import grpc
from google.protobuf import json_format
from sifa.legal_aid.v1 import application_pb2, application_service_pb2, application_service_pb2_grpc, facts_pb2

from chassis.kernel.identity_number import check_character
from tests.bench.system import DIVISION, INSTITUTIONS, System, institution

CALLERS = 8
_SEVENTEEN = "99010219850615001"
PAPERS = (
    facts_pb2.PAPER_KIND_APPLICATION_FORM, facts_pb2.PAPER_KIND_IDENTITY_DOCUMENT,
    facts_pb2.PAPER_KIND_HARDSHIP_STATEMENT, facts_pb2.PAPER_KIND_MATTER_PAPERS,
)  # fmt: skip
Call = Callable[[], None]


def application(place: int) -> application_pb2.Application:
    """A plain application at one of the eight institutions."""
    return application_pb2.Application(
        institution=institution(place % INSTITUTIONS),
        channel=facts_pb2.CHANNEL_COUNTER,
        applicant=facts_pb2.Applicant(
            full_name="张三",
            identity_number=_SEVENTEEN + check_character(_SEVENTEEN),
            residence_type=facts_pb2.RESIDENCE_TYPE_URBAN,
        ),
        matter=facts_pb2.MATTER_LABOUR_PAY,
        means=facts_pb2.Means(
            household_size=3, household_income_fen=420_000, income_period=facts_pb2.INCOME_PERIOD_MONTH,
            pledge_signed=True,
        ),
        place=facts_pb2.Place(track=facts_pb2.TRACK_LITIGATION, authority_division=DIVISION),
        papers=[facts_pb2.Paper(kind=kind) for kind in PAPERS],
    )  # fmt: skip


def grpc_caller(system: System, place: int) -> Call:
    """One gRPC caller on a channel of its own."""
    options = [("grpc.use_local_subchannel_pool", 1)]
    stub = application_service_pb2_grpc.ApplicationServiceStub(grpc.insecure_channel(system.grpc, options))
    identity = (("authorization", f"Bearer {system.token}"),)
    request = application_service_pb2.CreateApplicationRequest(application=application(place))

    def call() -> None:
        request.request_id = str(uuid.uuid4())
        request.application.opponents[:] = [request.request_id]
        stub.CreateApplication(request, timeout=10, metadata=identity)

    return call


def http_caller(system: System, place: int) -> Call:
    """One HTTP caller on a kept connection."""
    connection = HTTPConnection(system.http, timeout=10)
    body = _json(place)
    headers = {"authorization": f"Bearer {system.token}", "content-type": "application/json"}

    def call() -> None:
        headers["idempotency-key"] = str(uuid.uuid4())
        body["opponents"] = [headers["idempotency-key"]]
        connection.request("POST", "/v1/legal-aid/applications", json.dumps(body), headers)
        reply = connection.getresponse()
        content = reply.read()
        if reply.status != 200:
            raise RuntimeError(content.decode())

    return call


def rate(system: System, make: Callable[[System, int], Call], seconds: float) -> float:
    """Calls per second of eight callers together, after a second of warming up."""
    counts, stop, began = [0] * CALLERS, threading.Event(), threading.Event()

    def run(place: int) -> None:
        call = make(system, place)
        while not stop.is_set():
            call()
            counts[place] += began.is_set()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(CALLERS)]
    for thread in threads:
        thread.start()
    time.sleep(1.0)
    began.set()
    start = time.monotonic()
    time.sleep(seconds)
    taken, done = time.monotonic() - start, sum(counts)
    stop.set()
    for thread in threads:
        thread.join()
    return done / taken


def _json(place: int) -> dict[str, Any]:
    made: dict[str, Any] = json_format.MessageToDict(application(place))
    return made
