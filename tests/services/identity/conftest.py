"""Fixtures of the issuer's tests: a running server with one account. It must not hold assertions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chassis.clock import random_id
from services.identity.handlers.account import add_account
from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.services.identity.desk import ACCOUNT, PASSWORD


@pytest.fixture(scope="module")
def shared_door(profile: Profile) -> Iterator[Door]:
    """One issuer for the module."""
    with serving(migrated(settings_of(profile, "identity"), "identity")) as door:
        yield door


@pytest.fixture
def door(shared_door: Door) -> Door:
    """An issuer that knows one clerk."""
    service = shared_door.service
    empty(service)
    with service.database.write() as session:
        add_account(
            service.open_tx(session, principal=service.principal, cause=random_id()), account=ACCOUNT,
            password=PASSWORD, display_name="张工", roles=("legal_aid_clerk",), divisions=("990102",),
        )  # fmt: skip
    return shared_door
