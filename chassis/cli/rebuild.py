"""`sifa rebuild NAME`: run a service's projections again, into empty tables, from its sources' event logs.

It must not run an effect: what was decided because of an event stays decided.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from chassis.cli.main import Command
from chassis.cli.sources import SourceAway, read_logs
from chassis.cli.table import print_rows
from chassis.events.reactions import load_reactor
from chassis.events.rebuild import NotRebuildable, rebuild
from chassis.manifest import select_services
from chassis.service import open_service
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Exit codes: 0 done, 1 a source cannot be had or has moved on, 2 misused."""
    parser = argparse.ArgumentParser(prog="sifa rebuild", description="run the projections of a service again")
    parser.add_argument("service")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    service = open_service(select_services([given.service])[0], load_settings())
    with closing(service.database):
        try:
            applied = rebuild(service, load_reactor(service), read_logs(service))
        except (NotRebuildable, SourceAway) as error:
            sys.stderr.write(f"sifa rebuild: {error}\n")
            return 1
    print_rows(("source", "events"), applied.items(), as_json=given.json)
    return 0


COMMAND = Command("run a service's projections again, into empty tables", run)
