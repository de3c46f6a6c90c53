"""Fixtures of the persistence suite: services on empty databases of the profile. It must not hold assertions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.service import Service, open_service
from tests.doors import migrated, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.store.opening import Open

_COUNT = itertools.count()


@pytest.fixture
def unmigrated(profile: Profile) -> Iterator[Open]:
    """Open a service on a database of its own that holds nothing yet; further settings by keyword."""
    with ExitStack() as opened:

        def make(name: str, **further: str) -> Service:
            url = profile.database_url(f"{name}_{next(_COUNT)}")
            settings = settings_of(profile, name, **{f"SIFA_{name.upper()}_DATABASE_URL": url, **further})
            service = open_service(installed_services()[name], settings)
            opened.callback(service.database.close)
            return service

        yield make


@pytest.fixture
def fresh(unmigrated: Open) -> Open:
    """Open a service on an empty database that fits it."""

    def make(name: str, **further: str) -> Service:
        service = unmigrated(name, **further)
        migrate(service)
        return service

    return make


@pytest.fixture(scope="module")
def shared_supervision(profile: Profile) -> Iterator[Service]:
    """One database of supervision for the module, because making one takes longer than emptying it."""
    service = migrated(settings_of(profile, "supervision"), "supervision")
    yield service
    service.database.close()


@pytest.fixture
def supervision(shared_supervision: Service) -> Service:
    """Supervision on an empty database."""
    empty(shared_supervision)
    return shared_supervision


@pytest.fixture(scope="module")
def shared_legal_aid(profile: Profile) -> Iterator[Service]:
    """One database of legal_aid for the module."""
    service = migrated(settings_of(profile, "legal_aid"), "legal_aid")
    yield service
    service.database.close()


@pytest.fixture
def legal_aid(shared_legal_aid: Service) -> Service:
    """Legal aid on an empty database."""
    empty(shared_legal_aid)
    return shared_legal_aid
