"""A backlog worked off: events a second that one process pulls into a service's own tables, page by page.

It must not count the way here: the pages are in memory before the clock starts.
"""

from __future__ import annotations

import time
from tempfile import TemporaryDirectory

from sifa.legal_aid.v1 import events_pb2

from chassis.events.delivery import Delivery
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from chassis.events.repair import PAGE
from chassis.manifest import select_services
from chassis.migrate import migrate
from chassis.service import open_service
from chassis.settings import load_settings
from tests.bench.system import DIVISION, INSTITUTIONS, institution
from tests.facts import fact
from tests.servers.postgres import postgres

PAGES = 60


def backlog_rate() -> float:
    """Events a second, all of them counted by supervision in PostgreSQL."""
    with postgres() as server, TemporaryDirectory(prefix="sifa-bench-") as folder:
        environment = {"SIFA_VAR": folder, "SIFA_SUPERVISION_DATABASE_URL": server.create_database("supervision")}
        service = open_service(select_services(["supervision"])[0], load_settings(environment))
        migrate(service)
        inbox = Inbox(load_reactor(service))
        first, *pages = [[_event(page * PAGE + place) for place in range(PAGE)] for page in range(PAGES)]
        inbox.receive_page(first)
        began = time.perf_counter()
        for page in pages:
            inbox.receive_page(page)
        taken = time.perf_counter() - began
        service.database.close()
    return len(pages) * PAGE / taken


def _event(place: int) -> Delivery:
    return fact(
        place + 1,
        events_pb2.ApplicationReceived(
            application=f"applications/{place}", institution=institution(place % INSTITUTIONS), division=DIVISION,
            received_date="2026-06-15",
        ),
    )  # fmt: skip
