"""What keeps `serve` and `work` from starting although the settings can be read: keys, and in production the server.

It must not change anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chassis.auth.keys import KeyMissing, load_page_secret, load_private_key, load_seal
from chassis.database_guard import guard_databases
from chassis.service import Service


def start_faults(services: Sequence[Service]) -> list[str]:
    """Every reason not to start, each in one line; empty when there is none.

    Raises sqlalchemy.exc.OperationalError when a production database does not answer.
    """
    return [*_key_faults(services), *guard_databases(services)]


def _key_faults(services: Sequence[Service]) -> list[str]:
    faults: list[str] = []
    for service in services:
        folder = service.settings.keys_dir
        loaders = (
            partial(load_private_key, folder, service.name), partial(load_page_secret, folder),
            partial(load_seal, folder, service.name),
        )  # fmt: skip
        for load in loaders:
            try:
                load()
            except KeyMissing as error:
                faults.append(str(error))
    return list(dict.fromkeys(faults))
