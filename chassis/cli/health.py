"""`sifa health NAME`: ask the server of this machine, or of this container, whether it serves; for health checks.

It must not look at anything but the one address.
"""

from __future__ import annotations

import sys
from http.client import HTTPConnection, HTTPException

from chassis.cli.main import EXIT_USAGE, Command
from chassis.manifest import select_services
from chassis.settings import Settings, load_settings

SECONDS = 3.0


def run(arguments: list[str]) -> int:
    """Exit codes: 0 it serves, 1 it does not or is not there."""
    if len(arguments) != 1:
        sys.stderr.write("usage: sifa health SERVICE|gateway\n")
        return EXIT_USAGE
    settings = load_settings()
    serves = _gateway_serves(settings) if arguments == ["gateway"] else _service_serves(settings, arguments[0])
    if not serves:
        sys.stderr.write(f"sifa health: {arguments[0]} does not serve\n")
    return 0 if serves else 1


def _gateway_serves(settings: Settings) -> bool:
    connection = HTTPConnection("127.0.0.1", settings.gateway_port, timeout=SECONDS)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _service_serves(settings: Settings, name: str) -> bool:
    import grpc  # noqa: PLC0415 - the gateway's container may ask without a service
    from grpc_health.v1 import health_pb2, health_pb2_grpc  # noqa: PLC0415 - as above

    (manifest,) = select_services([name])
    target = f"127.0.0.1:{settings.grpc_port(name, manifest.grpc_port)}"
    with grpc.insecure_channel(target, options=(("grpc.enable_http_proxy", 0),)) as channel:
        try:
            reply = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=SECONDS)
        except grpc.RpcError:
            return False
    return bool(reply.status == health_pb2.HealthCheckResponse.SERVING)


COMMAND = Command("ask a service, or the gateway, of this machine whether it serves", run)
