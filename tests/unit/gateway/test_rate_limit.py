"""Who calls too often is told when to come again; nobody gets a quota for inventing a credential."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from google.rpc import code_pb2
from hypothesis import given
from hypothesis import strategies as st

from gateway.edge.sliding_window import MOST_KEYS, SlidingWindow
from tests.unit.gateway.rig import LegalAid, Served, Start, manifest_of, reason_of, write_image
from tests.unit.gateway.silent import silent_server

LIST = "/v1/legal-aid/applications"
OPEN = "/v1/identity/jwks"
FEW = {"SIFA_GATEWAY_RATE": "6/minute", "SIFA_GATEWAY_ANONYMOUS_RATE": "3/minute"}


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: float = 600.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def accept(gateway: httpx.Client, token: str) -> None:
    """A call whose credential the service takes."""
    assert gateway.get(LIST, headers=bearer(token)).status_code == 200


def statuses(gateway: httpx.Client, number: int, **headers: str) -> list[int]:
    return [gateway.get(LIST, headers=headers).status_code for _ in range(number)]


@pytest.fixture
def silent() -> Iterator[str]:
    """The target of a server that answers every method with an empty message."""
    server = silent_server()
    yield server.target
    server.stop()


@pytest.fixture
def gateway(start_gateway: Start, shared_legal_aid: Served, legal_aid: LegalAid) -> httpx.Client:
    assert legal_aid.requests == []
    return start_gateway(f"legal_aid={shared_legal_aid.target}", **FEW)


def test_an_address_without_a_credential_may_call_so_often(gateway: httpx.Client) -> None:
    assert statuses(gateway, 5) == [200, 200, 200, 429, 429]


def test_a_refused_caller_is_told_why_and_when_to_come_again(gateway: httpx.Client) -> None:
    statuses(gateway, 3)
    reply = gateway.get(LIST)
    details = {detail["@type"].rpartition(".")[2]: detail for detail in reply.json()["details"]}
    assert reply.json()["code"] == code_pb2.RESOURCE_EXHAUSTED
    assert reason_of(reply) == "RATE_LIMITED"
    assert details["QuotaFailure"]["violations"] == [{"subject": "address", "description": "3/minute"}]
    seconds = int(reply.headers["retry-after"])
    assert details["RetryInfo"]["retryDelay"] == f"{seconds}s"
    assert 1 <= seconds <= 120
    assert str(seconds) in details["LocalizedMessage"]["message"]


def test_an_accepted_credential_has_a_quota_of_its_own(gateway: httpx.Client) -> None:
    accept(gateway, "one")
    accept(gateway, "two")
    assert statuses(gateway, 7, authorization="Bearer one") == [200] * 6 + [429]
    assert statuses(gateway, 7, authorization="bearer   two") == [200] * 6 + [429]
    assert statuses(gateway, 2) == [200, 429]


def test_a_key_counts_like_a_token(gateway: httpx.Client) -> None:
    assert statuses(gateway, 8, **{"x-api-key": "lak_1_s"}) == [200] * 7 + [429]


def test_credentials_that_no_service_accepts_share_the_quota_of_their_address(
    gateway: httpx.Client, legal_aid: LegalAid
) -> None:
    legal_aid.fail(code_pb2.UNAUTHENTICATED, "no")
    found = [gateway.get(LIST, headers=bearer(f"made-up-{number}")).status_code for number in range(6)]
    assert found == [401, 401, 401, 429, 429, 429]


def test_two_credentials_at_once_are_no_credential(gateway: httpx.Client) -> None:
    found = [gateway.get(LIST, headers={**bearer(f"t{number}"), "x-api-key": "k"}).status_code for number in range(6)]
    assert found == [200, 200, 200, 429, 429, 429]


def test_an_open_method_accepts_nobody(start_gateway: Start, images: Path, silent: str) -> None:
    """The key set is for everybody; who asks for it with a made-up token has not proved anything."""
    write_image(images, manifest_of("identity"))
    gateway = start_gateway(f"identity={silent}", **FEW)
    found = [gateway.get(OPEN, headers=bearer(f"made-up-{number % 3}")).status_code for number in range(5)]
    assert found == [200, 200, 200, 429, 429]


def test_a_flooded_gateway_still_tells_how_it_is(gateway: httpx.Client) -> None:
    assert statuses(gateway, 4)[-1] == 429
    for path in ("/livez", "/readyz", "/metrics"):
        assert [gateway.get(path).status_code for _ in range(5)] == [200] * 5
    assert gateway.get("/docs").status_code == 429
    assert 'sifa_gateway_rate_limited_total{limit="address"} 2.0' in gateway.get("/metrics").text


def test_off_is_no_limit(start_gateway: Start) -> None:
    gateway = start_gateway("legal_aid=127.0.0.1:1", SIFA_GATEWAY_RATE="off", SIFA_GATEWAY_ANONYMOUS_RATE="off")
    assert [gateway.get("/v1/nothing").status_code for _ in range(10)] == [404] * 10


@pytest.mark.parametrize(
    ("proxies", "expected"),
    [("", [404] * 3 + [429]), ("10.0.0.0/8", [404] * 3 + [429]), ("127.0.0.0/8", [404] * 4)],
    ids=["none", "others", "us"],
)
def test_only_a_trusted_proxy_says_where_a_request_came_from(
    start_gateway: Start, proxies: str, expected: list[int]
) -> None:
    gateway = start_gateway("legal_aid=127.0.0.1:1", **FEW, SIFA_GATEWAY_TRUSTED_PROXIES=proxies)
    found = [
        gateway.get("/v1/nothing", headers={"x-forwarded-for": f"198.51.100.{number}"}).status_code
        for number in range(4)
    ]
    assert found == expected


def test_behind_a_trusted_proxy_only_the_last_address_counts(start_gateway: Start) -> None:
    """What stands before it in the list was written by the client."""
    gateway = start_gateway("legal_aid=127.0.0.1:1", **FEW, SIFA_GATEWAY_TRUSTED_PROXIES="127.0.0.1")
    found = [
        gateway.get("/v1/nothing", headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.1"}).status_code
        for number in range(4)
    ]
    assert found == [404, 404, 404, 429]


def test_a_network_of_ipv6_is_one_caller(start_gateway: Start) -> None:
    gateway = start_gateway("legal_aid=127.0.0.1:1", **FEW, SIFA_GATEWAY_TRUSTED_PROXIES="127.0.0.1")
    asked = ["2001:db8::1", "2001:db8::2", "2001:db8::ffff:1", "2001:db8::3", "2001:db8:0:1::1"]
    found = [gateway.get("/v1/nothing", headers={"x-forwarded-for": address}).status_code for address in asked]
    assert found == [404, 404, 404, 429, 404]


@given(st.lists(st.floats(0, 3), max_size=60), st.integers(1, 5))
def test_the_wait_is_long_enough_and_a_window_never_holds_more(steps: list[float], limit: int) -> None:
    clock = Clock()
    window, taken = SlidingWindow(limit, 10, clock), list[float]()
    for step in steps:
        clock.now += step
        wait = window.hit("who")
        if wait:
            clock.now += wait + 1e-6
            assert window.hit("who") == 0
        taken.append(clock.now)
        assert len([moment for moment in taken if moment // 10 == clock.now // 10]) <= limit


def test_a_window_slides() -> None:
    clock = Clock()
    start = clock.now
    window = SlidingWindow(10, 10, clock)
    clock.now = start + 9.9
    assert [window.hit("who") for _ in range(10)] == [0] * 10
    clock.now = start + 10.1
    assert window.hit("who") > 0
    clock.now = start + 15
    assert [bool(window.hit("who")) for _ in range(6)] == [False] * 5 + [True]
    assert window.hit("other") == 0
    clock.now = start + 60
    assert [window.hit("who") for _ in range(10)] == [0] * 10


def test_a_crowd_of_callers_does_not_grow_the_memory() -> None:
    window = SlidingWindow(10, 60, Clock())
    for number in range(MOST_KEYS * 2 + 1):
        window.hit(str(number))
    assert len(window._counts) <= MOST_KEYS
