"""No web page of another site may call the gateway unless it is listed."""

from __future__ import annotations

import httpx
import pytest

from tests.unit.gateway.rig import Served, Start
from tests.unit.gateway.wire import assert_secured

LIST = "/v1/legal-aid/applications"
OURS, THEIRS = "https://portal.example", "https://portal.example.evil.example"
ASK = {"access-control-request-method": "POST", "access-control-request-headers": "authorization, idempotency-key"}


def cors(reply: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in reply.headers.items() if name.startswith("access-control-")}


@pytest.fixture
def gateway(start_gateway: Start, shared_legal_aid: Served) -> httpx.Client:
    origins = f"{OURS},https://other.example:8443"
    return start_gateway(f"legal_aid={shared_legal_aid.target}", SIFA_GATEWAY_CORS_ORIGINS=origins)


@pytest.mark.parametrize("origin", [OURS, "null", "*"])
def test_by_default_no_page_is_told_anything(http: httpx.Client, origin: str) -> None:
    assert cors(http.get(LIST, headers={"origin": origin})) == {}
    preflight = http.options(LIST, headers={"origin": origin, **ASK})
    assert cors(preflight) == {}
    assert preflight.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_listed_page_may_ask_and_read(gateway: httpx.Client) -> None:
    preflight = gateway.options(LIST, headers={"origin": OURS, **ASK})
    assert preflight.status_code == 200
    assert cors(preflight)["access-control-allow-origin"] == OURS
    assert {"authorization", "x-api-key", "idempotency-key", "if-match"} <= set(
        cors(preflight)["access-control-allow-headers"].split(", ")
    )
    assert "access-control-allow-credentials" not in cors(preflight)
    reply = gateway.get(LIST, headers={"origin": OURS})
    assert cors(reply)["access-control-allow-origin"] == OURS
    assert {"etag", "retry-after", "x-request-id"} <= set(cors(reply)["access-control-expose-headers"].split(", "))
    assert "origin" in reply.headers["vary"].lower()
    assert_secured(reply.headers.items())


def test_a_listed_page_may_read_refusals(gateway: httpx.Client) -> None:
    for path in ("/nothing", f"{LIST}?pageSize=x"):
        reply = gateway.get(path, headers={"origin": OURS})
        assert reply.status_code >= 400
        assert cors(reply)["access-control-allow-origin"] == OURS


@pytest.mark.parametrize(
    "origin", [THEIRS, "http://portal.example", "https://portal.example:8443", "null", "", OURS.upper()]
)
def test_another_page_is_told_nothing(gateway: httpx.Client, origin: str) -> None:
    for reply in (
        gateway.get(LIST, headers={"origin": origin}),
        gateway.options(LIST, headers={"origin": origin, **ASK}),
    ):
        assert cors(reply) == {}
        assert "origin" in reply.headers["vary"].lower()
