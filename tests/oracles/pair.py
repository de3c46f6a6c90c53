"""The gateway and Envoy side by side, in front of one backend, and what becomes of a request in each.

It must not judge: it tells what happened.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from google.protobuf.message import DecodeError, Message
from sifa.platform.v1 import platform_pb2

from gateway.images import store_manifest
from gateway.routes import Route, RouteTable
from tests.oracles.backend import Backend, running_backend
from tests.oracles.envoy import running_envoy
from tests.oracles.leash import launch_leashed
from tests.oracles.wire import Answer, Wire
from tests.servers.private import LOOPBACK, end, free_ports
from tests.servers.processes import is_alive, wait_for
from tests.unit.gateway.contracts import installed
from tests.unit.gateway.every_kind import every_kind

SIFA = "import sys; from chassis.cli.main import main; sys.argv[0] = 'sifa'; sys.exit(main())"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one side answered, and what the backend was asked by it: bytes when they are no message."""

    answer: Answer
    rpc: str
    asked: Message | bytes | None

    @property
    def verdict(self) -> str:
        """`taken`, or the status class with which the request was refused."""
        return "taken" if self.answer.status == 200 else f"{self.answer.status // 100}xx"

    @property
    def shown(self) -> object:
        """The answer as data, or its bytes where it is no JSON."""
        is_json = self.answer.headers.get("content-type") == "application/json"
        return json.loads(self.answer.content) if is_json and self.answer.content else self.answer.content


class Pair:
    """Both sides, and the backend behind them."""

    def __init__(self, gateway: str, envoy: str, backend: Backend) -> None:
        self.gateway, self.envoy = Wire(gateway), Wire(envoy)
        self.backend = backend

    @cached_property
    def table(self) -> RouteTable:
        """The routes of all contracts."""
        return RouteTable({**installed(), "probe": every_kind()})

    @cached_property
    def routes(self) -> Mapping[str, Route]:
        """One route by rpc, for the types of request and reply."""
        return {route.rpc: route for service in self.table.services.values() for route in service.routes}

    def ask(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Mapping[str, str] = {},
    ) -> tuple[Outcome, Outcome]:
        """What becomes of the request in the gateway and in Envoy."""
        given = dict(headers)
        if body is not None:
            given.setdefault("content-type", "application/json")
        first = self._outcome(self.gateway.send(method, target, body, given))
        return first, self._outcome(self.envoy.send(method, target, body, given))

    def _outcome(self, answer: Answer) -> Outcome:
        taken = self.backend.taken()
        if not taken:
            return Outcome(answer, "", None)
        rpc, raw = taken[-1]
        try:
            return Outcome(answer, rpc, self.routes[rpc].request_class.FromString(raw))
        except DecodeError:
            return Outcome(answer, rpc, raw)


@contextmanager
def running_pair(folder: Path) -> Iterator[Pair]:
    """Start all three; they share nothing with other tests."""
    services = {**installed(), "probe": every_kind()}
    [port] = free_ports(1)
    targets = dict.fromkeys(services, f"{LOOPBACK}:{port}")
    with ExitStack() as stack:
        backend = stack.enter_context(running_backend(port))
        envoy = stack.enter_context(running_envoy(folder, services.values(), targets))
        gateway = stack.enter_context(_running_gateway(folder, targets))
        pair = Pair(gateway, envoy, backend)
        stack.callback(pair.gateway.close)
        stack.callback(pair.envoy.close)
        yield pair


@contextmanager
def _running_gateway(folder: Path, targets: Mapping[str, str]) -> Iterator[str]:
    """`host:port` of a gateway process with the contracts of all services."""
    for name, service in {**installed(), "probe": every_kind()}.items():
        manifest = platform_pb2.Manifest(
            name=name, title=service.title, version=service.version, http_prefix=service.http_prefix,
            image=service.image, image_sha256=hashlib.sha256(service.image).hexdigest(),
        )  # fmt: skip
        store_manifest(folder / "images", name, manifest)
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    own = {"SIFA_VAR": str(folder), "SIFA_GATEWAY_HTTP_PORT": "0", "SIFA_GATEWAY_IMAGES": str(folder / "images")}
    backends = ",".join(f"{name}={target}" for name, target in targets.items())
    environ = {**clean, **own, "SIFA_BACKENDS": backends, "SIFA_GATEWAY_ANONYMOUS_RATE": "off"}
    process = launch_leashed([sys.executable, "-c", SIFA, "gateway"], folder / "gateway.log", environ)
    try:
        wait_for(lambda: not is_alive(process.pid) or _address(folder), "a gateway that listens", 30)
        assert is_alive(process.pid), (folder / "gateway.log").read_text(encoding="utf-8")
        yield _address(folder)
    finally:
        end(process, signal.SIGTERM)


def _address(folder: Path) -> str:
    written = folder / "run" / "addresses.json"
    found: dict[str, str] = json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}
    return found.get("gateway", "").removeprefix("http://")
