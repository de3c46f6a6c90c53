"""A service as an earlier release left it: its migrations up to a revision, and rows as they stood then.

It must not know today's tables.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.service import Service, open_service
from tests.doors import settings_of
from tests.servers.profiles import Profile

Rows = Iterable[tuple[str, dict[str, Any]]]


def released_before(profile: Profile, name: str, first_new: str, folder: Path, rows: Rows) -> Service:
    """The service `name` before its migration `first_new`, with these rows; its database is closed."""
    manifest = installed_services()[name]
    shutil.copytree(manifest.folder / "migrations", folder / "migrations")
    for made in (folder / "migrations").glob("*.py"):
        if made.name[:4] >= first_new:
            made.unlink()
    url = profile.database_url(f"{name}_of_an_earlier_release")
    settings = settings_of(profile, name, **{f"SIFA_{name.upper()}_DATABASE_URL": url})
    service = open_service(replace(manifest, folder=folder), settings)
    assert migrate(service)[1] == f"{int(first_new) - 1:04d}"
    with closing(service.database), service.database.write() as session:
        for table, row in rows:
            columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
            session.execute(sa.text(f"insert into {table} ({columns}) values ({values})"), row)
    return service


def today(old: Service) -> Service:
    """The same database, brought to this release."""
    service = open_service(installed_services()[old.manifest.name], old.settings)
    migrate(service)
    return service
