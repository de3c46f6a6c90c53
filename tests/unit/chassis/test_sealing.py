"""A service seals with the secret that its database remembers, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from chassis.auth.seal import Seal
from chassis.sealing import SealedOtherwise, Sealing
from chassis.service import Service
from tests.doors import migrated, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile

OURS, ANOTHER = (Seal(bytes(range(first, first + 32))) for first in (0, 1))


def sealing_with(seal: Seal) -> Sealing:
    """What a process with this secret in its folder holds."""
    return Sealing(lambda: seal)


@pytest.fixture
def service(profile: Profile) -> Iterator[Service]:
    """A service whose database remembers no secret."""
    opened = migrated(settings_of(profile, "party_building"), "party_building")
    with closing(opened.database):
        empty(opened)
        yield opened


def remember(service: Service, seal: Seal) -> bool:
    """What `serve` does with a secret."""
    return sealing_with(seal).remember(service.database, now=service.clock.now())


def test_the_first_secret_is_remembered_and_no_other_after_it(service: Service) -> None:
    assert [remember(service, seal) for seal in (OURS, ANOTHER, OURS)] == [True, False, True]


def test_another_secret_seals_nothing_whoever_asks(service: Service) -> None:
    assert remember(service, OURS)
    with service.database.write() as session:
        assert sealing_with(OURS).of(session) is OURS
        with pytest.raises(SealedOtherwise):
            sealing_with(ANOTHER).of(session)


def test_what_was_held_before_a_secret_was_remembered_is_compared_again(service: Service) -> None:
    early = sealing_with(ANOTHER)
    with service.database.write() as session:
        assert early.of(session) is ANOTHER
    assert remember(service, OURS)
    with service.database.write() as session, pytest.raises(SealedOtherwise):
        early.of(session)


def test_a_unit_of_work_asks_for_the_remembered_one(service: Service) -> None:
    assert remember(service, OURS)
    with service.database.write() as session, pytest.raises(SealedOtherwise):
        _ = service.open_tx(session, principal=service.principal, cause="a test").seal
