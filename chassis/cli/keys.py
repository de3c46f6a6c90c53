"""`sifa keys NAME…`: make the key pairs of the named services and the page-token secret where they are missing.

It must not replace a key, nor print one.
"""

from __future__ import annotations

import sys

from chassis.auth.keys import ensure_keys
from chassis.cli.main import Command
from chassis.manifest import select_services
from chassis.settings import load_settings


def run(names: list[str]) -> int:
    """Every file it makes has mode 0600; public keys are for the other services' folders."""
    settings = load_settings()
    services = [manifest.name for manifest in select_services(names)]
    ensure_keys(settings.keys_dir, services)
    sys.stdout.write(f"{settings.keys_dir}: {' '.join(services)}\n")
    return 0


COMMAND = Command("make the missing key pairs of the named services", run)
