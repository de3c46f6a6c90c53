"""`sifa work NAME…`: relay, gap repair, parked events and jobs of the named services.

It must not serve requests.
"""

from __future__ import annotations

import signal
import threading

from chassis.cli.main import Command
from chassis.manifest import select_services
from chassis.observe import configure_logging
from chassis.service import open_service
from chassis.settings import load_settings
from chassis.work import Worker


def run(names: list[str]) -> int:
    """Work until SIGTERM or SIGINT."""
    settings = load_settings()
    configure_logging(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    workers = [Worker(open_service(manifest, settings)) for manifest in select_services(names)]
    for worker in workers:
        worker.start()
    stop.wait()
    for worker in workers:
        worker.stop()
    return 0


COMMAND = Command("relay events, repair gaps and run jobs of the named services", run)
