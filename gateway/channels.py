"""One grpc.aio channel per service, its target looked up again when servers moved.

It must not import a service; of an installed one it reads the manifest's port as data.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from functools import cache

import grpc
import structlog
from google.rpc import code_pb2
from grpc_health.v1 import health_pb2

from chassis.manifest import ManifestError, installed_services
from chassis.settings import Settings, SettingsError
from gateway.call_metadata import MAX_SECONDS
from gateway.errors import Refused

HEALTH_SECONDS, CLOSE_SECONDS = 1.0, MAX_SECONDS
OPTIONS = (
    ("grpc.enable_http_proxy", 0),
    ("grpc.lb_policy_name", "round_robin"),
    # A server that froze keeps its connection; without an answer to the ping it is given up. Servers allow 30 s.
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 1_000),
    ("grpc.max_reconnect_backoff_ms", 1_000),
    ("grpc.max_receive_message_length", 16 * 1024 * 1024),
)
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Link:
    target: str
    channel: grpc.aio.Channel


@cache
def _installed_ports() -> dict[str, int]:
    """Default port of every installed service; none when a manifest is broken, which is not the gateway's business.

    Called only for services without a configured target, so that a gateway with configured backends looks at none.
    """
    try:
        return {name: manifest.grpc_port for name, manifest in installed_services().items()}
    except ManifestError as error:
        _log.warning("default ports are unknown", error=str(error))
        return {}


class Channels:
    """Channels by service name. NOTE: create and use it on one event loop only; grpc.aio cannot serve two."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._links: dict[str, _Link] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._addresses = str(settings.addresses_file)
        self._addresses_seen = 0

    def channel(self, name: str) -> grpc.aio.Channel:
        """The channel to a service. Raises Refused when nobody told where the service is."""
        self._drop_moved()
        if name not in self._links:
            target = self._target(name)
            if target is None:
                message = "网关尚未配置该业务服务的地址，请联系运维人员。"
                raise Refused(code_pb2.UNAVAILABLE, "BACKEND_UNCONFIGURED", message)
            self._links[name] = _Link(target, grpc.aio.insecure_channel(target, options=OPTIONS))
        return self._links[name].channel

    def look_again(self) -> None:
        """A service was unavailable: it may have moved although the file of addresses looks the same."""
        self._addresses_seen = 0

    async def health(self, name: str) -> str:
        """SERVING, NOT_SERVING, … as the service says, else UNREACHABLE or UNCONFIGURED. Takes at most 1 s."""
        try:
            check = self.channel(name).unary_unary(
                "/grpc.health.v1.Health/Check",
                request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
                response_deserializer=health_pb2.HealthCheckResponse.FromString,
            )
            reply = await check(health_pb2.HealthCheckRequest(), timeout=HEALTH_SECONDS)
        except grpc.aio.AioRpcError:
            return "UNREACHABLE"
        except Refused:
            return "UNCONFIGURED"
        status: str = health_pb2.HealthCheckResponse.ServingStatus.Name(reply.status)
        return status

    async def close(self) -> None:
        """Let running calls finish, then close every channel."""
        await asyncio.gather(*(link.channel.close(CLOSE_SECONDS) for link in self._links.values()), *self._closing)

    def _drop_moved(self) -> None:
        """When the file of addresses changed, or a service was unavailable, forget channels that lead elsewhere."""
        try:
            # NOTE: once a call; a Path would take three times as long to ask.
            written = os.stat(self._addresses).st_mtime_ns  # noqa: PTH116
        except OSError:
            written = 1
        if written == self._addresses_seen:
            return
        self._addresses_seen = written
        for name, link in list(self._links.items()):
            if self._target(name) != link.target:
                del self._links[name]
                closing = asyncio.ensure_future(link.channel.close(CLOSE_SECONDS))
                self._closing.add(closing)
                closing.add_done_callback(self._closing.discard)

    def _target(self, name: str) -> str | None:
        """Where the service listens, or None when neither settings nor an installed manifest say so."""
        try:
            port = 0 if name in self._settings.backends else _installed_ports().get(name, 0)
            target = self._settings.backend(name, port)
        except (SettingsError, OSError, ValueError):
            return None
        return None if target.endswith(":0") else target
