"""`sifa check`: validate all installed services and print every fault, and what is only planned.

It must not need a database or a running process.
"""

from __future__ import annotations

import sys

from chassis.check import check_all
from chassis.cli.main import EXIT_USAGE, Command
from chassis.manifest import installed_services, unheard_promises
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Exit 0 when there is no fault, 1 otherwise."""
    if arguments:
        sys.stderr.write("usage: sifa check\n")
        return EXIT_USAGE
    faults = check_all(load_settings())
    for fault in faults:
        sys.stderr.write(f"sifa check: {fault}\n")
    for listener, event, source in unheard_promises(installed_services().values()) if not faults else ():
        sys.stdout.write(f"sifa check: planned: {listener} listens to {event}, which {source} does not tell yet\n")
    sys.stdout.write("sifa check: all services are sound\n" if not faults else "")
    return 1 if faults else 0


COMMAND = Command("validate manifests, contracts, reactions, rules and policy packs", run)
