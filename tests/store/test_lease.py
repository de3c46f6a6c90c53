"""A lease has one holder at a time, and its fence tells a former holder from the present one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.lease import drop_lease, holds_lease, take_lease
from chassis.service import Service


@pytest.fixture
def service(legal_aid: Service) -> Service:
    return legal_aid


def take(service: Service, holder: str, now: float) -> int | None:
    with service.database.write() as session:
        return take_lease(session, name="relay", holder=holder, now=now, seconds=3)


def holds(service: Service, fence: int) -> bool:
    with service.database.write() as session:
        return holds_lease(session, name="relay", fence=fence)


def test_a_second_holder_stands_by(service: Service) -> None:
    assert (take(service, "a", 100), take(service, "b", 102.9)) == (1, None)


def test_the_holder_renews_under_the_same_fence(service: Service) -> None:
    assert (take(service, "a", 100), take(service, "a", 102), take(service, "b", 104)) == (1, 1, None)


def test_an_expired_lease_is_taken_under_a_higher_fence(service: Service) -> None:
    assert (take(service, "a", 100), take(service, "b", 103)) == (1, 2)


def test_a_former_holder_is_told_by_its_fence(service: Service) -> None:
    take(service, "a", 100)
    take(service, "b", 103)
    assert (holds(service, 1), holds(service, 2)) == (False, True)


def test_a_dropped_lease_is_free_at_once(service: Service) -> None:
    take(service, "a", 100)
    with service.database.write() as session:
        drop_lease(session, name="relay", holder="a")
    assert take(service, "b", 100.1) == 2


def test_only_the_holder_drops_a_lease(service: Service) -> None:
    take(service, "a", 100)
    with service.database.write() as session:
        drop_lease(session, name="relay", holder="b")
    assert take(service, "b", 101) is None


def test_nobody_holds_a_lease_that_was_never_taken(service: Service) -> None:
    assert not holds(service, 1)


def test_one_of_eight_takers_of_an_expired_lease_gets_it(service: Service) -> None:
    take(service, "z", 100)
    with ThreadPoolExecutor(8) as pool:
        fences = list(pool.map(lambda holder: take(service, holder, 103), "abcdefgh"))
    assert [fence for fence in fences if fence is not None] == [2]


def test_one_of_eight_first_takers_gets_the_lease(service: Service) -> None:
    with ThreadPoolExecutor(8) as pool:
        fences = list(pool.map(lambda holder: take(service, holder, 100), "abcdefgh"))
    assert [fence for fence in fences if fence is not None] == [1]
