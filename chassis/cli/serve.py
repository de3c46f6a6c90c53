"""`sifa serve NAME…`: the gRPC door of the named services, one server and one port each.

It must not import nameko, eventlet or kombu, nor change a schema.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence

import structlog

from chassis.addresses import publish_address
from chassis.cli.main import EXIT_CONFIG, Command
from chassis.figures.calls import CallFigures
from chassis.figures.endpoint import FiguresPortTaken, new_registry, publish_figures
from chassis.manifest import select_services
from chassis.migrate import schema_fits
from chassis.observe import configure_logging
from chassis.server import ServiceServer
from chassis.service import Service, open_service
from chassis.settings import Settings, load_settings
from chassis.start_guard import start_faults
from chassis.stop_signal import await_stop_signal, hold_stop_signals
from chassis.up.ports import PATIENCE, Listener, becomes_free

_log = structlog.get_logger()


def run(names: list[str]) -> int:
    """Serve until SIGTERM or SIGINT. Exit codes: 1 a port stays in use, 78 a schema, key or database does not fit."""
    settings = load_settings()
    configure_logging(settings)
    services = [open_service(manifest, settings) for manifest in select_services(names)]
    unfit = [service.name for service in services if not schema_fits(service)]
    faults = [f"run `sifa migrate {' '.join(unfit)}` first"] if unfit else []
    if faults := faults or start_faults(services) or _sealed_otherwise(services):
        sys.stderr.writelines(f"sifa serve: {fault}\n" for fault in faults)
        return EXIT_CONFIG
    hold_stop_signals()
    registry = new_registry("serve")
    figures = [CallFigures(registry)] if settings.metrics_port else []
    servers = [ServiceServer(service, *figures) for service in services]
    try:
        with publish_figures(settings, "serve", registry):
            return _serve_until_stopped(settings, servers)
    except FiguresPortTaken as error:
        sys.stderr.write(f"sifa serve: {error}\n")
        return 1


def _serve_until_stopped(settings: Settings, servers: list[ServiceServer]) -> int:
    for server in servers:
        name = server.service.name
        key = f"SIFA_{name.upper()}_GRPC_PORT"
        try:
            # A port that stays taken is refused where it is bound.
            becomes_free(Listener(name, key, settings.host, server.port), PATIENCE, _tell_wait)
            port = server.start()
        except RuntimeError:
            sys.stderr.write(f"sifa serve: port {server.port} of {name} is in use; set {key}\n")
            return 1
        publish_address(settings.addresses_file, name, f"{settings.host}:{port}")
        _log.info("serving", service=name, port=port)
    await_stop_signal()
    stopping = [threading.Thread(target=server.stop) for server in servers]
    for thread in stopping:
        thread.start()
    for thread in stopping:
        thread.join()
    return 0


def _sealed_otherwise(services: Sequence[Service]) -> list[str]:
    return [
        f"{service.name} was sealed with another secret: bring the right {service.name}.seal.secret back to"
        " SIFA_KEYS_DIR, what it sealed opens with no other"
        for service in services
        if not service.sealing.remember(service.database, now=service.clock.now())
    ]


def _tell_wait(listener: Listener) -> None:
    _log.warning("port taken", service=listener.name, port=listener.port, waits_seconds=PATIENCE)


COMMAND = Command("serve the named services over gRPC (all when none is named)", run)
