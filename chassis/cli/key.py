"""`sifa key new|list|revoke SERVICE`: API keys of the departments that call a service.

It must not show a key again: its text is printed once, when it is made.
"""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import closing

from chassis.auth.api_keys import (
    AUTHORITY_TYPES,
    KEY_ROLES,
    ApiKey,
    TooManyKeys,
    list_keys,
    make_key,
    real_now,
    revoke_key,
)
from chassis.cli.main import EXIT_CONFIG, Command
from chassis.cli.table import print_rows
from chassis.clock import random_id
from chassis.manifest import select_services
from chassis.migrate import schema_fits
from chassis.service import Service, open_service
from chassis.settings import load_settings

COLUMNS = ("id", "state", "authority_type", "roles", "divisions", "event_types", "expires", "used", "holder")


def run(arguments: list[str]) -> int:
    """Exit codes: 0 done, 1 refused, 2 misused, 78 the database does not fit."""
    given = _parser().parse_args(arguments)
    service = open_service(select_services([given.service])[0], load_settings())
    with closing(service.database):
        if not schema_fits(service):
            sys.stderr.write(f"sifa key: run `sifa migrate {service.name}` first\n")
            return EXIT_CONFIG
        if given.action == "new":
            return _new(service, given)
        return _list(service, as_json=given.json) if given.action == "list" else _revoke(service, given.id)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sifa key", description="API keys of departments, per service")
    actions = parser.add_subparsers(dest="action", required=True)
    new = actions.add_parser("new", help="make a key and print it once")
    new.add_argument("service")
    new.add_argument("--holder", required=True, type=_holder, help="name of the department, not of a person")
    new.add_argument("--authority-type", required=True, choices=AUTHORITY_TYPES)
    new.add_argument("--role", action="append", required=True, choices=KEY_ROLES, help="repeatable")
    new.add_argument("--division", action="append", required=True, type=_division, help="repeatable, six digits")
    new.add_argument("--event-type", action="append", default=[], help="repeatable: what it may read of the event log")
    new.add_argument("--days", type=_days, default=365, help="days until it expires (default 365)")
    listing = actions.add_parser("list", help="list the keys without their text")
    listing.add_argument("service")
    listing.add_argument("--json", action="store_true")
    revoke = actions.add_parser("revoke", help="make a key useless at once")
    revoke.add_argument("service")
    revoke.add_argument("id")
    return parser


def _new(service: Service, given: argparse.Namespace) -> int:
    unknown = sorted(set(given.event_type) - {row.event for row in service.manifest.emits})
    if unknown:
        sys.stderr.write(f"sifa key: {service.name} does not emit {', '.join(unknown)}\n")
        return 1
    try:
        with service.database.write() as session:
            id_, text = make_key(
                session, service=service.name, holder=given.holder, authority_type=given.authority_type,
                roles=given.role, divisions=given.division, event_types=given.event_type, days=given.days,
            )  # fmt: skip
            tx = service.open_tx(session, principal=service.principal, cause=random_id())
            tx.note("api_key.create", f"apiKeys/{id_}")
    except TooManyKeys as error:
        sys.stderr.write(f"sifa key: {error}\n")
        return 1
    sys.stdout.write(f"{text}\n")
    sys.stderr.write("sifa key: this is the only time the key is shown; send it as metadata x-api-key\n")
    return 0


def _list(service: Service, *, as_json: bool) -> int:
    with service.database.read() as session:
        keys = list_keys(session)
    print_rows(COLUMNS, map(_row, keys), as_json=as_json)
    return 0


def _row(key: ApiKey) -> tuple[object, ...]:
    state = "active" if key.is_active(real_now()) else "revoked" if key.revoked else "expired"
    used = key.last_used.isoformat(timespec="seconds") if key.last_used else "never"
    return (
        key.id, state, key.authority_type, ",".join(key.roles), ",".join(key.divisions),
        ",".join(key.event_types) or "-", key.expires.date().isoformat(), used, key.holder,
    )  # fmt: skip


def _revoke(service: Service, id_: str) -> int:
    with service.database.write() as session:
        done = revoke_key(session, id_)
        if done:
            tx = service.open_tx(session, principal=service.principal, cause=random_id())
            tx.note("api_key.revoke", f"apiKeys/{id_}")
    if not done:
        sys.stderr.write(f"sifa key: {service.name} has no key {id_}, or it is revoked\n")
    return 0 if done else 1


def _holder(text: str) -> str:
    if not text.strip() or len(text) > 100 or not text.isprintable():
        raise argparse.ArgumentTypeError("1 to 100 printable characters")
    return text.strip()


def _division(text: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{5}", text, re.ASCII):
        raise argparse.ArgumentTypeError("a division code has six digits")
    return text


def _days(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) or int(text) == 0:
        raise argparse.ArgumentTypeError("1 to 9999")
    return int(text)


COMMAND = Command("API keys of departments: new, list, revoke", run)
