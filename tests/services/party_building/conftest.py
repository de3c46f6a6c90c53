"""Fixtures of the tests of party_building: its server, and an office that reports its income."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.services.party_building.registry import Registry, registry_at
from tests.services.party_building.reporting import Reporting


@pytest.fixture(scope="module")
def shared_door(profile: Profile) -> Iterator[Door]:
    """One server for the module."""
    with serving(migrated(settings_of(profile, "party_building"), "party_building")) as door:
        yield door


@pytest.fixture
def door(shared_door: Door) -> Door:
    """The service on an empty database."""
    empty(shared_door.service)
    return shared_door


@pytest.fixture
def reporting(door: Door) -> Reporting:
    """An office that reports its income, and the clerk who looks at its fund."""
    return Reporting(door)


@pytest.fixture
def registry(door: Door) -> Registry:
    """The clerk, the superior organisation, and an inbox that grassroots_offices fills."""
    return registry_at(door)
