"""Fixtures of supervision's tests: two servers side by side, and facts carried between them in this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile


@pytest.fixture(scope="module")
def shared_doors(profile: Profile) -> Iterator[tuple[Door, Door]]:
    """Legal aid and supervision, serving for the module."""
    settings = settings_of(profile, "legal_aid", "supervision")
    with serving(migrated(settings, "legal_aid")) as legal_aid, serving(migrated(settings, "supervision")) as door:
        yield legal_aid, door


@pytest.fixture
def legal_aid(shared_doors: tuple[Door, Door]) -> Door:
    """Legal aid on an empty database."""
    empty(shared_doors[0].service)
    return shared_doors[0]


@pytest.fixture
def door(shared_doors: tuple[Door, Door]) -> Door:
    """Supervision on an empty database."""
    empty(shared_doors[1].service)
    return shared_doors[1]


@pytest.fixture
def inbox(door: Door) -> Inbox:
    """Supervision's inbox with its own reactions."""
    return Inbox(load_reactor(door.service))
