"""Fixtures of the persistence suite: services on empty databases of the profile. It must not hold assertions."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from chassis.manifest import installed_services
from chassis.service import Service, open_service
from tests.doors import migrated, settings_of
from tests.servers.profiles import Profile

Open = Callable[[str], Service]
_COUNT = itertools.count()


@pytest.fixture
def unmigrated(profile: Profile) -> Iterator[Open]:
    """Open a service on a database that holds nothing yet."""
    with ExitStack() as opened:

        def make(name: str) -> Service:
            url = profile.database_url(f"{name}_{next(_COUNT)}")
            settings = settings_of(profile, name, **{f"SIFA_{name.upper()}_DATABASE_URL": url})
            service = open_service(installed_services()[name], settings)
            opened.callback(service.database.close)
            return service

        yield make


@pytest.fixture
def fresh(profile: Profile) -> Iterator[Open]:
    """Open a service on an empty database that fits it."""
    with ExitStack() as opened:

        def make(name: str) -> Service:
            url = profile.database_url(f"{name}_{next(_COUNT)}")
            service = migrated(settings_of(profile, name, **{f"SIFA_{name.upper()}_DATABASE_URL": url}), name)
            opened.callback(service.database.close)
            return service

        yield make
