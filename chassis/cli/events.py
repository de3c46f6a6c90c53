"""`sifa events NAME …`: the event log of a service, what is parked in it, and the decisions people take about it.

It must not print a body unless asked for by id: `show` is the only way to see one, and the look is audited.
"""

from __future__ import annotations

import argparse
import os
import pwd
import re
import sys
from contextlib import closing

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.cli.main import Command
from chassis.cli.table import print_rows
from chassis.events import inbox_store, parking
from chassis.manifest import select_services
from chassis.schema import alarm, event_log, inbox, parked_event
from chassis.service import Service, open_service
from chassis.settings import load_settings

LOG = ("position", "time", "type", "subject", "event_id")
INBOX = ("source", "position", "state", "type", "subject", "event_id")
PARKED = ("source", "position", "event_id", "subject", "state", "attempts", "error")
ALARMS = ("kind", "subject", "count", "first", "last", "detail")
MOST, USUAL = 10_000, 100


def run(arguments: list[str]) -> int:
    """Exit codes: 0 done, 1 the event is not there, or giving it up was not confirmed, 2 misused."""
    given = _parser().parse_args(arguments)
    service = open_service(select_services([given.service])[0], load_settings())
    with closing(service.database):
        if given.action in _LISTS:
            columns, query = _LISTS[given.action]
            with service.database.read() as session:
                rows = [tuple(row) for row in session.execute(query(given))]
            print_rows(columns, [_shown(row) for row in rows], as_json=given.json)
            return 0
        if given.action == "show":
            return _show(service, given.source, given.event_id)
        if given.action == "discard" and given.confirm != given.event_id:
            sys.stderr.write(f"sifa events: what is discarded never has an effect; add --confirm {given.event_id}\n")
            return 1
        return _change(service, given.action, given.source, given.event_id)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sifa events", description="the events of one service")
    parser.add_argument("service")
    actions = parser.add_subparsers(dest="action", required=True)
    for name, text in (
        ("log", "what the service has told, oldest first"),
        ("inbox", "what it has taken from others, oldest first"),
        ("parked", "what waits or was given up"),
        ("alarms", "what people must look at"),
    ):
        one = actions.add_parser(name, help=text)
        one.add_argument("--json", action="store_true")
        if name in ("log", "inbox"):
            one.add_argument("--after", type=_number, default=0, help="position behind which to begin (default 0)")
            one.add_argument("--limit", type=_number, default=USUAL, help=f"at most so many (default {USUAL})")
            one.add_argument("--type", default="", help="full name of a type, or its end")
    for name, text in (
        ("show", "print one body; the look is audited"),
        ("replay", "run again at once"),
        ("discard", "give up, free the next"),
    ):
        one = actions.add_parser(name, help=text)
        one.add_argument("source", help="the service that told it; the service itself for its own log (show)")
        one.add_argument("event_id")
        if name == "discard":
            one.add_argument("--confirm", default="", metavar="EVENT_ID", help="the event's id once more")
    return parser


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,15}", text, re.ASCII):
        raise argparse.ArgumentTypeError("a whole number from 0")
    return int(text)


def _log(given: argparse.Namespace) -> sa.Select[tuple[object, ...]]:
    told = event_log.c
    query = sa.select(told.position, told.created, told.type, told.subject, told.id).where(told.position > given.after)
    if given.type:
        query = query.where(told.type.endswith(given.type, autoescape=True))
    return query.order_by(told.position).limit(min(given.limit, MOST))


def _inbox(given: argparse.Namespace) -> sa.Select[tuple[object, ...]]:
    taken = inbox.c
    state = sa.case((parked_event.c.dead.is_(True), "dead"), (parked_event.c.event_id.is_not(None), "parked"),
                    (taken.body.is_not(None), "stored"), else_="applied")  # fmt: skip
    same = sa.and_(parked_event.c.source == taken.source, parked_event.c.event_id == taken.event_id)
    query = sa.select(taken.source, taken.position, state, taken.type, taken.subject, taken.event_id)
    query = query.select_from(inbox.outerjoin(parked_event, same)).where(taken.position > given.after)
    if given.type:
        query = query.where(taken.type.endswith(given.type, autoescape=True))
    return query.order_by(taken.source, taken.position).limit(min(given.limit, MOST))


def _parked(_: argparse.Namespace) -> sa.Select[tuple[object, ...]]:
    lot = parked_event.c
    state = sa.case((lot.dead.is_(True), "dead"), else_="waits")
    query = sa.select(lot.source, lot.position, lot.event_id, lot.subject, state, lot.attempts, lot.error)
    return query.order_by(lot.source, lot.position)


def _alarms(_: argparse.Namespace) -> sa.Select[tuple[object, ...]]:
    raised = alarm.c
    query = sa.select(raised.kind, raised.subject, raised.count, raised.first_at, raised.last_at, raised.detail)
    return query.order_by(raised.last_at)


_LISTS = {"log": (LOG, _log), "inbox": (INBOX, _inbox), "parked": (PARKED, _parked), "alarms": (ALARMS, _alarms)}


def _shown(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else value for value in row)


def _show(service: Service, source: str, event_id: str) -> int:
    own = sa.select(event_log.c.body).where(event_log.c.id == event_id)
    taken = sa.select(inbox.c.body).where(inbox.c.source == source, inbox.c.event_id == event_id)
    with service.database.write() as session:
        body = session.execute(own if source == service.name else taken).scalar_one_or_none()
        if body is not None:
            _note(service, session, "event.show", source, event_id)
    if body is None:
        sys.stderr.write(f"sifa events: {service.name} holds no body of {event_id} of {source}\n")
        return 1
    sys.stdout.write(f"{body}\n")
    return 0


def _change(service: Service, action: str, source: str, event_id: str) -> int:
    here = sa.exists().where(parked_event.c.source == source, parked_event.c.event_id == event_id)
    with service.database.write() as session:
        # NOTE: locking makes the cursor of a source that was never heard of.
        done = bool(session.execute(sa.select(here)).scalar_one())
        if done:
            inbox_store.lock_cursor(session, source)
            done = (parking.revive if action == "replay" else parking.discard)(session, source, event_id)
        if done:
            _note(service, session, f"event.{action}", source, event_id)
    if not done:
        sys.stderr.write(f"sifa events: {event_id} of {source} is not parked in {service.name}\n")
    return 0 if done else 1


def _note(service: Service, session: Session, action: str, source: str, event_id: str) -> None:
    """Who it was on this machine is the cause; the service is the actor, for no person has signed in."""
    account = pwd.getpwuid(os.getuid()).pw_name
    service.open_tx(session, principal=service.principal, cause=f"os-user:{account}").note(
        action, f"events/{source}/{event_id}"
    )


COMMAND = Command("events of a service: log, inbox, parked, alarms; show, replay or discard one", run)
