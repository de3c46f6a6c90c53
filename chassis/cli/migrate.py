"""`sifa migrate NAME…`: make the keys of the embedded profile and bring each database to its newest schema.

It must not guess: a database it cannot use is reported with exit code 3 and left alone.
"""

from __future__ import annotations

import sys
from contextlib import closing

from chassis.auth.keys import ISSUER, ensure_keys
from chassis.cli.main import Command
from chassis.manifest import select_services
from chassis.migrate import SchemaUnusable, migrate
from chassis.service import open_service
from chassis.settings import load_settings

EXIT_UNUSABLE = 3


def run(names: list[str]) -> int:
    """One line per service.

    Exit codes: 0 done, 3 a database is not usable by this release, 75 somebody else migrates it or it does not answer.
    """
    settings = load_settings()
    manifests = select_services(names)
    if not settings.production:
        ensure_keys(settings.keys_dir, sorted({ISSUER, *(manifest.name for manifest in manifests)}))
    for manifest in manifests:
        service = open_service(manifest, settings)
        try:
            with closing(service.database):
                platform, own = migrate(service)
        except SchemaUnusable as error:
            sys.stderr.write(f"sifa migrate: {error}\n")
            return EXIT_UNUSABLE
        sys.stdout.write(f"{manifest.name}: platform {platform}, schema {own}\n")
    return 0


COMMAND = Command("bring the databases of the named services to their newest schema", run)
