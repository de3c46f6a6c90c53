"""A legal_aid server that answers like the service, and a gateway on a free port. It must not fake our own modules."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import grpc
import httpx
import uvicorn
from google.protobuf import any_pb2
from google.protobuf.message import Message
from google.rpc import status_pb2
from grpc_health.v1 import health, health_pb2_grpc
from grpc_status import rpc_status
from sifa.legal_aid.v1 import application_pb2, application_service_pb2, application_service_pb2_grpc
from sifa.platform.v1 import platform_pb2, platform_pb2_grpc

from chassis.settings import load_settings
from gateway.app import create_app
from gateway.http_server import server_config
from gateway.images import SUFFIX

UUID = "0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"
NAME = f"applications/{UUID}"
ETAG = "v1-abc"


@dataclass
class LegalAid(application_service_pb2_grpc.ApplicationServiceServicer):
    """Answers like the service, remembers what it was asked, and fails on demand."""

    requests: list[Message] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    seconds_left: float = 0.0
    failure: status_pb2.Status | None = None
    abort: tuple[grpc.StatusCode, str] | None = None
    hold: threading.Event = field(default_factory=threading.Event)

    def reset(self) -> None:
        """Forget everything."""
        self.requests, self.metadata, self.failure, self.abort = [], {}, None, None
        self.hold.set()

    def _note(self, request: Message, context: grpc.ServicerContext) -> None:
        self.requests.append(request)
        self.metadata = {key: str(value) for key, value in context.invocation_metadata()}
        self.seconds_left = context.time_remaining() or 0.0
        self.hold.wait(10)
        if self.abort is not None:
            context.abort(*self.abort)
        if self.failure is not None:
            context.abort_with_status(rpc_status.to_status(self.failure))

    def fail(self, code: int, message: str, *details: Message) -> None:
        """Let the next calls fail as the chassis does, with details."""
        self.failure = status_pb2.Status(code=code, message=message)
        for detail in details:
            packed = any_pb2.Any()
            packed.Pack(detail)
            self.failure.details.append(packed)

    def CreateApplication(
        self, request: application_service_pb2.CreateApplicationRequest, context: grpc.ServicerContext
    ) -> application_pb2.Application:
        self._note(request, context)
        created = application_pb2.Application(name=NAME, etag=ETAG)
        created.means.CopyFrom(request.application.means)
        created.create_time.FromJsonString("2026-06-15T01:00:00Z")
        return created

    def GetApplication(
        self, request: application_service_pb2.GetApplicationRequest, context: grpc.ServicerContext
    ) -> application_pb2.Application:
        self._note(request, context)
        return application_pb2.Application(name=request.name, etag=ETAG)

    def ListApplications(
        self, request: application_service_pb2.ListApplicationsRequest, context: grpc.ServicerContext
    ) -> application_service_pb2.ListApplicationsResponse:
        self._note(request, context)
        return application_service_pb2.ListApplicationsResponse()

    def DecideApplication(
        self, request: application_service_pb2.DecideApplicationRequest, context: grpc.ServicerContext
    ) -> application_service_pb2.DecideApplicationResponse:
        self._note(request, context)
        return application_service_pb2.DecideApplicationResponse(
            application=application_pb2.Application(name=request.name, etag="v2")
        )


@dataclass
class Served:
    """A running gRPC server."""

    servicer: LegalAid
    target: str
    server: grpc.Server


class Platform(platform_pb2_grpc.PlatformServicer):
    """Hands out the manifest of legal_aid."""

    def GetManifest(
        self,
        request: platform_pb2.GetManifestRequest,
        context: grpc.ServicerContext,
    ) -> platform_pb2.Manifest:
        return manifest_of("legal_aid")


def serve_legal_aid(target: str = "127.0.0.1:0") -> Served:
    """Start the service on a free port."""
    server = grpc.server(futures.ThreadPoolExecutor(4), options=(("grpc.so_reuseport", 0),))
    servicer = LegalAid()  # type: ignore[abstract]  # the methods it lacks answer UNIMPLEMENTED
    servicer.reset()
    application_service_pb2_grpc.add_ApplicationServiceServicer_to_server(servicer, server)
    platform_pb2_grpc.add_PlatformServicer_to_server(Platform(), server)
    health_pb2_grpc.add_HealthServicer_to_server(health.HealthServicer(), server)
    port = server.add_insecure_port(target)
    server.start()
    return Served(servicer, f"127.0.0.1:{port}", server)


def manifest_of(name: str, version: str = "0.1.0") -> platform_pb2.Manifest:
    """The manifest a service would publish, from the image beside its stubs."""
    package = importlib.import_module(f"sifa.{name}")
    image = (Path(next(iter(package.__path__))) / "image.binpb").read_bytes()
    return platform_pb2.Manifest(
        name=name,
        version=version,
        http_prefix="/v1/" + name.replace("_", "-"),
        image=image,
        image_sha256=hashlib.sha256(image).hexdigest(),
    )


def write_image(folder: Path, manifest: platform_pb2.Manifest) -> None:
    """Put a manifest into the folder as the commands do, without their checks."""
    folder.mkdir(exist_ok=True)
    fresh = folder / ".fresh"
    fresh.write_bytes(manifest.SerializeToString())
    fresh.replace(folder / f"{manifest.name}{SUFFIX}")


def reason_of(reply: httpx.Response) -> str:
    """The reason of an error the gateway itself made."""
    found = [detail for detail in reply.json()["details"] if detail["@type"].endswith("google.rpc.ErrorInfo")]
    assert found[0]["domain"] == "sifa.gateway"
    return str(found[0]["reason"])


def wait_until(seen: Callable[[], bool]) -> None:
    """Wait for an effect, at most 10 s."""
    until = time.monotonic() + 10
    while not seen():
        assert time.monotonic() < until, "the effect was not seen"
        threading.Event().wait(0.05)


Start = Callable[..., httpx.Client]


async def _serve(server: uvicorn.Server, started: threading.Event) -> None:
    serving = asyncio.create_task(server.serve())
    while not (server.started or serving.done()):
        await asyncio.sleep(0.01)
    started.set()
    await serving


@contextmanager
def running_gateway(
    loop: asyncio.AbstractEventLoop,
    var: Path,
    backends: str | None = None,
    environ: Mapping[str, str] | None = None,
    **options: float,
) -> Iterator[httpx.Client]:
    """A gateway whose state and images lie below `var`, and a client of it. `environ` adds settings."""
    given = {"SIFA_VAR": str(var), **({"SIFA_BACKENDS": backends} if backends else {}), **(environ or {})}
    config = server_config(create_app(load_settings(given), **options))
    config.port = 0
    server, started = uvicorn.Server(config), threading.Event()
    serving = asyncio.run_coroutine_threadsafe(_serve(server, started), loop)
    assert started.wait(10)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as client:
        yield client
    server.should_exit = True
    serving.result(10)
