"""The page that Prometheus reads, on a port of its own.

It must not be reachable from outside the bureau's own network, and it must not carry anything but figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import structlog
from prometheus_client import CollectorRegistry, Info, ProcessCollector, start_http_server

from chassis.addresses import publish_address
from chassis.settings import Settings

# Roles that share a machine share the setting: each has its own distance from it.
OFFSETS = {"serve": 0, "work": 1}
_log = structlog.get_logger()


class FiguresPortTaken(Exception):
    """The port of the figures cannot be had; the message names it."""


def new_registry(role: str) -> CollectorRegistry:
    """A registry that tells already what runs and what it costs."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    Info("sifa_build", "What runs.", registry=registry).info({"version": version("sifa-chassis"), "role": role})
    return registry


@contextmanager
def publish_figures(settings: Settings, role: str, registry: CollectorRegistry) -> Iterator[None]:
    """Answer until the block ends; nothing listens when no port is set. Raises FiguresPortTaken."""
    if settings.metrics_port == 0:
        yield
        return
    port = settings.metrics_port + OFFSETS[role]
    try:
        server, thread = start_http_server(port, settings.host, registry)
    except (OSError, OverflowError) as error:
        raise FiguresPortTaken(f"port {port} of the figures is in use; set SIFA_METRICS_PORT") from error
    publish_address(settings.addresses_file, f"figures of {role}", f"http://{settings.host}:{port}/metrics")
    _log.info("figures", role=role, port=port)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
