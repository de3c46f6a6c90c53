"""Fixtures of the tests of grassroots_offices: its server, and the desks of county and city."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk


@pytest.fixture(scope="module")
def shared_door(profile: Profile) -> Iterator[Door]:
    """One server for the module."""
    with serving(migrated(settings_of(profile, "grassroots_offices"), "grassroots_offices")) as door:
        yield door


@pytest.fixture
def door(shared_door: Door) -> Door:
    """The service on an empty database."""
    empty(shared_door.service)
    return shared_door


@pytest.fixture
def desk(door: Door) -> Desk:
    """The clerk of the county and the section of the city."""
    return Desk(
        door=door,
        clerk=door.person("grassroots_clerk", subject="clerk"),
        city=door.person("grassroots_approver", divisions=("990100",), subject="city"),
    )
