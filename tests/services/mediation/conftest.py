"""Fixtures of mediation's tests: its server on an empty database of the profile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.mediation.house import House


@pytest.fixture(scope="module")
def shared_door(profile: Profile) -> Iterator[Door]:
    """The service, serving for the module."""
    with serving(migrated(settings_of(profile, "mediation"), "mediation")) as door:
        yield door


@pytest.fixture
def door(shared_door: Door) -> Door:
    """The service on an empty database."""
    empty(shared_door.service)
    return shared_door


@pytest.fixture
def house(door: Door) -> House:
    """The service with its people."""
    return House(door=door)


@pytest.fixture
def counter(profile: Profile) -> Iterator[Counter]:
    """The front desk that is asked, with its institution."""
    with serving(migrated(settings_of(profile, "legal_aid"), "legal_aid")) as door:
        empty(door.service)
        yield open_counter(door)
