"""Fixtures of legal aid's tests: a running server with an institution. It must not hold assertions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter


@pytest.fixture(scope="module")
def shared_door(profile: Profile) -> Iterator[Door]:
    """One server of legal aid for the module."""
    with serving(migrated(settings_of(profile, "legal_aid", SIFA_LEGAL_AID_GRPC_THREADS="10"), "legal_aid")) as door:
        yield door


@pytest.fixture
def door(shared_door: Door) -> Door:
    """A running server of legal aid on an empty database."""
    empty(shared_door.service)
    return shared_door


@pytest.fixture
def counter(door: Door) -> Counter:
    """An institution in division 990102 and its people."""
    return open_counter(door)
