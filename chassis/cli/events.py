"""`sifa events NAME …`: look at parked events and alarms of a service, let an event run again or give it up.

It must not print a body unless asked for by id: `show` is the only way to see one.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

import sqlalchemy as sa

from chassis.cli.main import Command
from chassis.events import inbox_store, parking
from chassis.manifest import select_services
from chassis.schema import alarm, inbox, parked_event
from chassis.service import Service, open_service
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Exit 1 when the event is not parked."""
    parser = argparse.ArgumentParser(prog="sifa events", description="parked events of one service")
    parser.add_argument("service")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("parked", help="list them")
    actions.add_parser("alarms", help="list what people must look at")
    for name, text in (
        ("show", "print one body"),
        ("replay", "run again at once"),
        ("discard", "give up, free the next"),
    ):
        one = actions.add_parser(name, help=text)
        one.add_argument("source")
        one.add_argument("event_id")
    given = parser.parse_args(arguments)
    service = open_service(select_services([given.service])[0], load_settings())
    with closing(service.database):
        if given.action in ("parked", "alarms"):
            return _parked(service) if given.action == "parked" else _alarms(service)
        return _one(service, given.action, given.source, given.event_id)


def _alarms(service: Service) -> int:
    with service.database.read() as session:
        for row in session.execute(sa.select(alarm).order_by(alarm.c.last_at)):
            times = f"{row.count} times, last {row.last_at.isoformat()}"
            sys.stdout.write(f"{row.kind} {row.subject} {times}: {row.detail}\n")
    return 0


def _parked(service: Service) -> int:
    with service.database.read() as session:
        for row in session.execute(sa.select(parked_event).order_by(parked_event.c.source, parked_event.c.position)):
            state = "dead" if row.dead else f"attempt {row.attempts}"
            sys.stdout.write(f"{row.source} {row.position} {row.event_id} {row.subject} {state} {row.error}\n")
    return 0


def _one(service: Service, action: str, source: str, event_id: str) -> int:
    with service.database.write() as session:
        inbox_store.lock_cursor(session, source)
        if action == "show":
            query = sa.select(inbox.c.body).where(inbox.c.source == source, inbox.c.event_id == event_id)
            body = session.execute(query).scalar_one_or_none()
            sys.stdout.write(f"{body}\n" if body else "")
            done = body is not None
        else:
            done = (parking.revive if action == "replay" else parking.discard)(session, source, event_id)
    if not done:
        sys.stderr.write(f"sifa events: {event_id} of {source} is not parked in {service.name}\n")
    return 0 if done else 1


COMMAND = Command("events of a service that need people: parked, alarms, show, replay, discard", run)
