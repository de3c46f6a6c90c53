"""Call the services: one grpc.aio channel each, its target looked up again when servers moved.

It must not import a service; of an installed one it reads the manifest's port as data.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from dataclasses import dataclass
from functools import cache

import grpc
from google.protobuf.message import Message
from google.rpc import code_pb2
from grpc_health.v1 import health_pb2
from starlette.datastructures import Headers

from chassis.manifest import ManifestError, installed_services
from chassis.settings import Settings, SettingsError
from gateway.errors import Refused, bad_field
from gateway.routes import Route

DEFAULT_SECONDS, MAX_SECONDS, HEALTH_SECONDS = 10.0, 30.0, 1.0
RETRY_DELAYS = (0.1, 0.3)
CLOSE_SECONDS = MAX_SECONDS
FORWARDED = ("authorization", "x-api-key")
OPTIONS = (
    ("grpc.enable_http_proxy", 0),
    ("grpc.lb_policy_name", "round_robin"),
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 1_000),
    ("grpc.max_reconnect_backoff_ms", 1_000),
    ("grpc.max_receive_message_length", 16 * 1024 * 1024),
)
_TIMEOUT = re.compile(r"([0-9]{1,8})([HMSmun])", re.ASCII)
_UNITS = {"H": 3600.0, "M": 60.0, "S": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9}
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_PRINTABLE = re.compile(r"[\x20-\x7e]{1,4096}", re.ASCII)

log = logging.getLogger("sifa.gateway.backends")


@dataclass(frozen=True, slots=True)
class _Link:
    target: str
    channel: grpc.aio.Channel


def request_id_of(headers: Headers) -> str:
    """The caller's request id when it is harmless, else a fresh one."""
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def metadata_of(headers: Headers, request_id: str) -> tuple[tuple[str, str], ...]:
    """What the service is told: who calls, with which proof. Nothing else the client claims is passed on."""
    passed = [("x-request-id", request_id)]
    for name in FORWARDED:
        values = headers.getlist(name)
        if len(values) == 1 and _PRINTABLE.fullmatch(values[0]):
            passed.append((name, values[0]))
    return tuple(passed)


def seconds_of(headers: Headers) -> float:
    """Time the caller grants by `Grpc-Timeout`, at most 30 s; 10 s without it. Raises Refused."""
    given = headers.get("grpc-timeout")
    if given is None:
        return DEFAULT_SECONDS
    found = _TIMEOUT.fullmatch(given)
    if found is None or int(found[1]) == 0:
        raise bad_field("Grpc-Timeout", "BAD_TIMEOUT", "须为正整数加单位，例如 5S（秒）或 500m（毫秒）。")
    return min(int(found[1]) * _UNITS[found[2]], MAX_SECONDS)


@cache
def _installed_ports() -> dict[str, int]:
    """Default port of every installed service; none when a manifest is broken, which is not the gateway's business.

    Called only for services without a configured target, so that a gateway with configured backends looks at none.
    """
    try:
        return {name: manifest.grpc_port for name, manifest in installed_services().items()}
    except ManifestError as error:
        log.warning("default ports are unknown: %s", error)
        return {}


class Backends:
    """Channels by service name. NOTE: create and use it on one event loop only; grpc.aio cannot serve two."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._links: dict[str, _Link] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._addresses_seen = 0

    async def call(
        self, route: Route, message: Message, metadata: tuple[tuple[str, str], ...], seconds: float
    ) -> Message:
        """The service's reply. Raises grpc.aio.AioRpcError, or Refused when nobody told where the service is."""
        until = time.monotonic() + seconds
        repeatable = route.http_method == "GET" or bool(getattr(message, "request_id", ""))
        for delay in (*(RETRY_DELAYS if repeatable else ()), None):
            try:
                return await self._call_once(route, message, metadata, until - time.monotonic())
            except grpc.aio.AioRpcError as error:
                if error.code() is grpc.StatusCode.UNAVAILABLE:
                    self._addresses_seen = 0
                    if delay is not None and time.monotonic() + delay < until:
                        await asyncio.sleep(delay)
                        continue
                raise
        raise AssertionError("the last attempt returns or raises")

    async def health(self, name: str) -> str:
        """SERVING, NOT_SERVING, … as the service says, else UNREACHABLE or UNCONFIGURED. Takes at most 1 s."""
        try:
            check = self._channel(name).unary_unary(
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

    async def _call_once(
        self, route: Route, message: Message, metadata: tuple[tuple[str, str], ...], seconds: float
    ) -> Message:
        call = self._channel(route.service).unary_unary(
            route.rpc,
            request_serializer=route.request_class.SerializeToString,
            response_deserializer=route.reply_class.FromString,
        )
        reply: Message = await call(message, timeout=max(seconds, 0.001), metadata=metadata)
        return reply

    def _channel(self, name: str) -> grpc.aio.Channel:
        self._drop_moved()
        if name not in self._links:
            target = self._target(name)
            if target is None:
                message = "网关尚未配置该业务服务的地址，请联系运维人员。"
                raise Refused(code_pb2.UNAVAILABLE, "BACKEND_UNCONFIGURED", message)
            self._links[name] = _Link(target, grpc.aio.insecure_channel(target, options=OPTIONS))
        return self._links[name].channel

    def _drop_moved(self) -> None:
        """When the file of addresses changed, or a service was unavailable, forget channels that lead elsewhere."""
        try:
            written = self._settings.addresses_file.stat().st_mtime_ns
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
