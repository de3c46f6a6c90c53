"""Fixtures of supervision's tests: its server, and a teller of facts that are made by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, bureau_of
from tests.services.supervision.county import County, county_at
from tests.services.supervision.told import Teller


@pytest.fixture(scope="module")
def shared_door(profile: Profile) -> Iterator[Door]:
    """Supervision, serving for the module."""
    with serving(migrated(settings_of(profile, "supervision"), "supervision")) as door:
        yield door


@pytest.fixture
def door(shared_door: Door) -> Door:
    """Supervision on an empty database."""
    empty(shared_door.service)
    return shared_door


@pytest.fixture
def inbox(door: Door) -> Inbox:
    """Supervision's inbox with its own reactions."""
    return Inbox(load_reactor(door.service))


@pytest.fixture
def teller(inbox: Inbox) -> Teller:
    """Legal aid, as far as supervision hears of it."""
    return Teller(inbox)


@pytest.fixture
def county(door: Door) -> County:
    """The people who have things put right."""
    return county_at(door)


@pytest.fixture
def bureau(door: Door) -> Bureau:
    """The bureau's people."""
    return bureau_of(door)
