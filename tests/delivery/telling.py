"""Facts in the log of a deployed service, and how far another has applied them. It must not start a process."""

from __future__ import annotations

from chassis.events import inbox_store
from chassis.events.event_log import Head, LoggedEvent, append_event, read_head
from chassis.manifest import installed_services
from chassis.service import Service, open_service
from chassis.settings import load_settings
from tests.delivery.deployed import Deployment


def service_of(made: Deployment, name: str) -> Service:
    return open_service(installed_services()[name], load_settings(made.environ(name)))


def planted(service: Service, position: int | None = None) -> LoggedEvent:
    """A fact that nobody reacts to: it moves the cursors, whatever the services do."""
    return LoggedEvent(
        id=service.clock.new_id(), position=position, type="sifa.legal_aid.v1.Planted", subject="x", body="{}",
        created=service.clock.now(),
    )  # fmt: skip


def tell(service: Service, count: int) -> None:
    """Facts that nobody reacts to."""
    with service.database.write() as session:
        for _ in range(count):
            append_event(session, planted(service))


def head_of(service: Service) -> Head:
    """Where the log of a service ends."""
    with service.database.read() as session:
        return read_head(session)


def applied(service: Service, source: str) -> int:
    with service.database.read() as session:
        cursor = inbox_store.read_cursor(session, source)
    return cursor.applied if cursor else 0
