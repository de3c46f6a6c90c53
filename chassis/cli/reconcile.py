"""`sifa reconcile NAME`: list where a service's inbox and its sources' event logs differ, as after a restore.

It must not change anything.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from chassis.cli.main import Command
from chassis.cli.sources import SourceAway, read_logs
from chassis.cli.table import print_rows
from chassis.events.reconcile import reconcile
from chassis.manifest import select_services
from chassis.service import open_service
from chassis.settings import load_settings

COLUMNS = ("difference", "source", "position", "type", "subject", "event_id")


def run(arguments: list[str]) -> int:
    """Exit codes: 0 all agree, 1 something differs or a source cannot be had, 2 misused."""
    parser = argparse.ArgumentParser(prog="sifa reconcile", description="compare a service's inbox with its sources")
    parser.add_argument("service")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    service = open_service(select_services([given.service])[0], load_settings())
    with closing(service.database):
        try:
            logs = read_logs(service)
        except SourceAway as error:
            sys.stderr.write(f"sifa reconcile: {error}\n")
            return 1
        with service.database.read() as session:
            found = [finding for log in logs for finding in reconcile(session, log)]
    rows = [(one.difference.name, *(getattr(one, name) for name in COLUMNS[1:])) for one in found]
    print_rows(COLUMNS, rows, as_json=given.json)
    if found:
        sys.stderr.write(f"sifa reconcile: {len(found)} events differ; decide about each, nothing was changed\n")
    return 1 if found else 0


COMMAND = Command("list where a service's inbox and its sources' logs differ", run)
