"""`sifa reseal NAME`: seal what a service has sealed with a new secret, while the service stands still.

It must not lose a secret: the former one stays beside the new one, for the backups that it opens. Killed at any moment,
it is run again and goes on where it was: the database remembers which secret it is sealed with.
"""

from __future__ import annotations

import argparse
import os
import pwd
import sys
from contextlib import closing

from chassis.auth.keys import adopt_next_seal, load_next_seal, load_seal
from chassis.auth.seal import SealBroken
from chassis.cli.main import EXIT_FAILED, EXIT_LATER, Command
from chassis.cli.table import print_rows
from chassis.clock import real_seconds
from chassis.failpoints import failpoint
from chassis.manifest import select_services
from chassis.resealing import is_running, is_sealed_with, reseal, sealed_columns, undeclared_columns
from chassis.service import open_service
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Exit codes: 0 done, 1 something cannot be sealed anew, 75 the service still runs."""
    parser = argparse.ArgumentParser(prog="sifa reseal", description="seal everything with a new secret; stop it first")
    parser.add_argument("service")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    service = open_service(select_services([given.service])[0], load_settings())
    folder, name = service.settings.keys_dir, service.name
    counts: dict[str, int] = {}
    with closing(service.database):
        new = load_next_seal(folder, name)
        with service.database.write() as session:
            if left := undeclared_columns(session, service):
                sys.stderr.write(f"sifa reseal: {name} cannot seal {', '.join(left)} anew; nothing was changed\n")
                return EXIT_FAILED
            if is_running(session, now=real_seconds()):
                sys.stderr.write(f"sifa reseal: {name} still runs; stop its serve, work and consume first\n")
                return EXIT_LATER
            if not is_sealed_with(session, new):
                old, now = load_seal(folder, name), service.clock.now()
                try:
                    counts = reseal(session, sealed_columns(service), old, new, now=now)
                except SealBroken as error:
                    sys.stderr.write(f"sifa reseal: {error}; nothing was changed\n")
                    return EXIT_FAILED
                account = pwd.getpwuid(os.getuid()).pw_name
                tx = service.open_tx(session, principal=service.principal, cause=f"os-user:{account}")
                tx.note("sealing.reseal", name)
                failpoint("before_reseal_commit")
        failpoint("after_reseal_commit")
        former = adopt_next_seal(folder, name)
    sys.stderr.write(f"sifa reseal: keep {former.name} with the backups that were made before, and nowhere else\n")
    print_rows(("sealed", "rows"), counts.items(), as_json=given.json)
    return 0


COMMAND = Command("seal what a service has sealed with a new secret", run)
