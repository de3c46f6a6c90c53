"""`sifa work NAME…`: relay, gap repair, parked events and jobs of the named services.

It must not serve requests.
"""

from __future__ import annotations

import sys

import structlog

from chassis.cli.main import EXIT_CONFIG, Command
from chassis.figures.collector import WorkFigures
from chassis.figures.endpoint import FiguresPortTaken, new_registry, publish_figures
from chassis.manifest import select_services
from chassis.observe import configure_logging
from chassis.service import open_service
from chassis.settings import load_settings
from chassis.start_guard import start_faults
from chassis.stop_signal import await_stop_signal, hold_stop_signals
from chassis.work import Worker

_log = structlog.get_logger()


def run(names: list[str]) -> int:
    """Work until SIGTERM or SIGINT. Exit code 78 when a key or a database server does not fit."""
    settings = load_settings()
    configure_logging(settings)
    services = [open_service(manifest, settings) for manifest in select_services(names)]
    faults = start_faults(services)
    if faults:
        sys.stderr.writelines(f"sifa work: {fault}\n" for fault in faults)
        return EXIT_CONFIG
    hold_stop_signals()
    workers = [Worker(service) for service in services]
    registry = new_registry("work")
    registry.register(WorkFigures(workers))
    try:
        with publish_figures(settings, "work", registry):
            _work_until_stopped(workers)
    except FiguresPortTaken as error:
        sys.stderr.write(f"sifa work: {error}\n")
        return 1
    return 0


def _work_until_stopped(workers: list[Worker]) -> None:
    for worker in workers:
        worker.start()
        _log.info("working", service=worker.name)
    await_stop_signal()
    for worker in workers:
        worker.stop()


COMMAND = Command("relay events, repair gaps and run jobs of the named services", run)
