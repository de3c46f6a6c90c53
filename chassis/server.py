"""One grpc.Server for one service: its rpcs, its event log, its health, on its own port.

It must not share a server or a port between services.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import grpc
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from chassis.auth.callers import Callers
from chassis.interceptors.errors import ErrorInterceptor
from chassis.interceptors.log_context import LogContextInterceptor
from chassis.manifest import ManifestError, load_name
from chassis.platform_servicers import EventLog, Health, Platform
from chassis.rpc import Rpc
from chassis.service import Service
from chassis.servicer import Servicer

MAX_MESSAGE = 4 * 1024 * 1024
GRACE_SECONDS = 8.0


class ServiceServer:
    """A running server of one service."""

    def __init__(self, service: Service, *outermost: grpc.ServerInterceptor) -> None:
        """Build the server, with further interceptors outside of its own.

        Raises ManifestError when an rpc has no method, AccessMissing when it has no rule.
        """
        self.service = service
        threads = service.settings.grpc_threads(service.name)
        self._server = grpc.server(
            ThreadPoolExecutor(max_workers=threads, thread_name_prefix=service.name),
            interceptors=[*outermost, LogContextInterceptor(), ErrorInterceptor()],
            # NOTE: with so_reuseport a stale process would share the port silently.
            options=[
                ("grpc.so_reuseport", 0),
                ("grpc.max_receive_message_length", MAX_MESSAGE),
                ("grpc.http2.min_ping_interval_without_data_ms", 30_000),
            ],
            maximum_concurrent_rpcs=threads * 8,
        )
        self._health = Health(service)
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        servicers = load_servicers(service)
        self._callers = Callers(service)
        for servicer in servicers:
            self._server.add_generic_rpc_handlers((_handlers(service, servicer, self._callers),))
        if not service.settings.production:
            names = [servicer.DESCRIPTOR.full_name for servicer in servicers]
            reflection.enable_server_reflection(
                [*names, reflection.SERVICE_NAME, "grpc.health.v1.Health"], self._server
            )

    @property
    def port(self) -> int:
        """The port it is to listen on; 0 lets the system choose."""
        manifest = self.service.manifest
        return self.service.settings.grpc_port(manifest.name, manifest.grpc_port)

    def start(self) -> int:
        """Bind and serve; returns the port. Raises RuntimeError when the port is in use."""
        bound = self._server.add_insecure_port(f"{self.service.settings.host}:{self.port}")
        self._server.start()
        return bound

    def stop(self) -> None:
        """NOT_SERVING first, then let running calls end, then close the database."""
        self._health.stop_serving()
        self._server.stop(GRACE_SECONDS).wait()
        self._callers.close()
        self.service.database.close()


def load_servicers(service: Service) -> list[Servicer]:
    """The service's own servicers and those that every service has. Raises ManifestError for a missing method."""
    names = service.manifest.load_wiring().servicers
    made = [cast("type[Servicer]", load_name(name))(service) for name in names]
    servicers: list[Servicer] = [*made, Platform(service), EventLog(service)]
    missing = [
        method.full_name
        for servicer in servicers
        for method in servicer.DESCRIPTOR.methods
        if not callable(getattr(servicer, method.name, None))
    ]
    if missing:
        raise ManifestError(f"rpc without servicer: {', '.join(missing)}")
    return servicers


def _handlers(service: Service, servicer: Servicer, callers: Callers) -> grpc.GenericRpcHandler:
    handlers = {
        method.name: _handler(method, Rpc(service, method, getattr(servicer, method.name), callers))
        for method in servicer.DESCRIPTOR.methods
    }
    return grpc.method_handlers_generic_handler(servicer.DESCRIPTOR.full_name, handlers)


def _handler(method: MethodDescriptor, rpc: Rpc) -> grpc.RpcMethodHandler[Any, Any]:
    request = GetMessageClass(method.input_type)
    return grpc.unary_unary_rpc_method_handler(rpc, request.FromString, lambda reply: reply.SerializeToString())
