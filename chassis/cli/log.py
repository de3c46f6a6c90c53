"""`sifa log fork NAME`: begin a new event log after a database was restored; `sifa log head NAME`: where it stands.

It must not be run on a database that was not restored: every consumer compares itself with the new log.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from chassis.cli.main import Command
from chassis.cli.table import print_rows
from chassis.clock import random_id
from chassis.events.event_log import Head, fork_log, read_head
from chassis.manifest import select_services
from chassis.service import Service, open_service
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Exit codes: 0 done, 1 not confirmed, 2 misused."""
    parser = argparse.ArgumentParser(prog="sifa log", description="the event log of one service")
    actions = parser.add_subparsers(dest="action", required=True)
    for name, text in (("head", "where it stands"), ("fork", "begin a new log after a restore")):
        one = actions.add_parser(name, help=text)
        one.add_argument("service")
        one.add_argument("--json", action="store_true")
        if name == "fork":
            one.add_argument("--confirm", default="", metavar="SERVICE", help="the service's name once more")
    given = parser.parse_args(arguments)
    service = open_service(select_services([given.service])[0], load_settings())
    with closing(service.database):
        if given.action == "fork" and given.confirm != service.name:
            sys.stderr.write(f"sifa log: after a restore alone, and with --confirm {service.name}\n")
            return 1
        head = _fork(service) if given.action == "fork" else _head(service)
    columns = ("log_id", "position", "continues", "forked_at")
    print_rows(columns, [tuple(getattr(head, name) for name in columns)], as_json=given.json)
    return 0


def _head(service: Service) -> Head:
    with service.database.read() as session:
        return read_head(session)


def _fork(service: Service) -> Head:
    with service.database.write() as session:
        head = fork_log(session, log_id=random_id())
        tx = service.open_tx(session, principal=service.principal, cause=random_id())
        tx.note("log.fork", f"logs/{head.log_id}")
        return head


COMMAND = Command("the event log of a service: head, fork after a restore", run)
