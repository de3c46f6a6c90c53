"""`sifa work NAME…`: relay, gap repair, parked events and jobs of the named services.

It must not serve requests.
"""

from __future__ import annotations

import structlog

from chassis.cli.main import Command
from chassis.manifest import select_services
from chassis.observe import configure_logging
from chassis.service import open_service
from chassis.settings import load_settings
from chassis.stop_signal import await_stop_signal, hold_stop_signals
from chassis.work import Worker

_log = structlog.get_logger()


def run(names: list[str]) -> int:
    """Work until SIGTERM or SIGINT."""
    settings = load_settings()
    configure_logging(settings)
    hold_stop_signals()
    workers = [Worker(open_service(manifest, settings)) for manifest in select_services(names)]
    for worker in workers:
        worker.start()
        _log.info("working", service=worker.name)
    await_stop_signal()
    for worker in workers:
        worker.stop()
    return 0


COMMAND = Command("relay events, repair gaps and run jobs of the named services", run)
