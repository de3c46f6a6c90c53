"""One call over gRPC or over HTTP, to the gateway or to Envoy, as often as wanted.

It must not be part of what is measured more than it has to: requests are built before the clock starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import grpc
from google.protobuf.message import Message
from sifa.legal_aid.v1 import application_service_pb2, application_service_pb2_grpc

from tests.bench.load import Call, application
from tests.bench.system import System


@dataclass(frozen=True, slots=True)
class OverGrpc:
    """Callers of one rpc, each on a channel of its own."""

    rpc: str
    request: Message

    def __call__(self, system: System, _: int) -> Call:
        """One caller."""
        options = [("grpc.use_local_subchannel_pool", 1)]
        stub = application_service_pb2_grpc.ApplicationServiceStub(grpc.insecure_channel(system.grpc, options))
        send: Any = getattr(stub, self.rpc)
        identity = identity_of(system)

        def call() -> None:
            send(self.request, timeout=10, metadata=identity)

        return call


@dataclass(frozen=True, slots=True)
class OverHttp:
    """Callers of one address, each on a kept connection."""

    host: str
    method: str
    path: str
    body: str | None = None

    def __call__(self, system: System, _: int) -> Call:
        """One caller."""
        connection = HTTPConnection(self.host, timeout=10)
        headers = dict(identity_of(system)) | ({"content-type": "application/json"} if self.body else {})

        def call() -> None:
            connection.request(self.method, self.path, self.body, headers)
            reply = connection.getresponse()
            content = reply.read()
            if reply.status != 200:
                raise RuntimeError(content.decode())

        return call


def identity_of(system: System) -> tuple[tuple[str, str], ...]:
    """The caller's proof, as metadata and as headers."""
    return (("authorization", f"Bearer {system.token}"),)


def question() -> application_service_pb2.AssessApplicationRequest:
    """What a decision on the benchmark's application would be."""
    whole = application(0)
    return application_service_pb2.AssessApplicationRequest(
        institution=whole.institution,
        applicant=application_service_pb2.AssessedApplicant(residence_type=whole.applicant.residence_type),
        matter=whole.matter,
        means=whole.means,
        place=whole.place,
    )
