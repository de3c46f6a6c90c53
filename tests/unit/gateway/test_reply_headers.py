"""Every reply, whoever made it, says which exchange it belongs to and what a browser must not do with it."""

from __future__ import annotations

import re

import httpx
import pytest
from google.rpc import code_pb2

from tests.unit.gateway.rig import NAME, LegalAid, Start, reason_of
from tests.unit.gateway.wire import assert_secured, exchange

LIST = "/v1/legal-aid/applications"
SPAN = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-0[01]")
TRACE_ID, SPAN_ID = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
REPLIES = [
    ("GET", LIST, 200),
    ("HEAD", LIST, 200),
    ("OPTIONS", LIST, 204),
    ("POST", LIST, 415),
    ("DELETE", LIST, 405),
    ("GET", f"/v1/legal-aid/{NAME}", 200),
    ("GET", "/v1/supervision/institutionTallies", 503),
    ("GET", "/nothing", 404),
    ("GET", "/livez", 200),
    ("HEAD", "/livez", 200),
    ("POST", "/livez", 405),
    ("OPTIONS", "/livez", 204),
    ("GET", "/readyz", 200),
    ("HEAD", "/readyz?verbose", 200),
    ("GET", "/metrics", 200),
    ("HEAD", "/metrics", 200),
    ("GET", "/", 200),
    ("GET", "/docs", 200),
    ("GET", "/openapi.json", 200),
    ("GET", "/openapi/nobody.json", 404),
    ("GET", "/static/pages.css", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), REPLIES)
def test_every_reply_is_named_and_secured(http: httpx.Client, method: str, path: str, status: int) -> None:
    reply = http.request(method, path, headers={"x-request-id": "req-7"})
    assert reply.status_code == status
    assert reply.headers["x-request-id"] == "req-7"
    assert SPAN.fullmatch(reply.headers["traceparent"])
    assert_secured(reply.headers.items())
    assert "strict-transport-security" not in reply.headers
    assert not [name for name in reply.headers if name.startswith("access-control-")]
    assert "server" not in reply.headers


def test_what_no_parser_can_read_is_refused_like_everything_else(http: httpx.Client) -> None:
    reply = exchange(http, [b"NONSENSE\r\n\r\n"])
    assert reply is not None
    assert (reply.status, reply.reason, reply.headers["connection"]) == (400, "MALFORMED_HTTP", "close")
    assert_secured(reply.headers.items())


def test_production_asks_browsers_for_tls_alone(start_gateway: Start) -> None:
    production = {"SIFA_ENV": "production", "SIFA_BROKER_URL": "none:"}
    gateway = start_gateway("legal_aid=127.0.0.1:1", **production)
    for path in ("/livez", LIST, "/nothing"):
        assert gateway.get(path).headers["strict-transport-security"] == "max-age=31536000"


def test_a_known_address_tells_what_may_be_asked_of_it(http: httpx.Client, legal_aid: LegalAid) -> None:
    assert http.options(LIST).headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert http.options("/docs").headers["allow"] == "GET, HEAD, OPTIONS"
    assert reason_of(http.options("/v1/nothing")) == "ROUTE_NOT_FOUND"
    assert legal_aid.requests == []


def test_a_callers_trace_goes_on_in_the_service_and_in_the_reply(http: httpx.Client, legal_aid: LegalAid) -> None:
    reply = http.get(LIST, headers={"traceparent": f"00-{TRACE_ID}-{SPAN_ID}-01", "x-request-id": "a.b-1"})
    found = SPAN.fullmatch(reply.headers["traceparent"])
    assert found is not None
    assert found[1] == TRACE_ID
    assert found[2] != SPAN_ID
    assert reply.headers["traceparent"].endswith("-01")
    assert legal_aid.metadata["traceparent"] == reply.headers["traceparent"]
    assert legal_aid.metadata["x-request-id"] == "a.b-1"


@pytest.mark.parametrize(
    "given",
    [
        f"00-{'0' * 32}-{SPAN_ID}-01",
        f"00-{TRACE_ID}-{'0' * 16}-01",
        f"00-{TRACE_ID.upper()}-{SPAN_ID}-01",
        f"01-{TRACE_ID}-{SPAN_ID}-01",
        f"ff-{TRACE_ID}-{SPAN_ID}-01",
        f"00-{TRACE_ID}-{SPAN_ID}-01-more",
        f"00-{TRACE_ID}-{SPAN_ID}",
        f"00-{TRACE_ID}-{SPAN_ID}-01,00-{TRACE_ID}-{SPAN_ID}-01",
        "",
    ],
)
def test_a_malformed_trace_is_replaced(http: httpx.Client, legal_aid: LegalAid, given: str) -> None:
    reply = http.get(LIST, headers={"traceparent": given})
    found = SPAN.fullmatch(reply.headers["traceparent"])
    assert found is not None
    assert found[1] not in {TRACE_ID, "0" * 32}
    assert legal_aid.metadata["traceparent"] == reply.headers["traceparent"]


def test_two_traces_or_two_request_ids_are_none(http: httpx.Client) -> None:
    one = f"00-{TRACE_ID}-{SPAN_ID}-01"
    twice = [("traceparent", one), ("traceparent", one), ("x-request-id", "a"), ("x-request-id", "a")]
    reply = http.get(LIST, headers=twice)
    assert TRACE_ID not in reply.headers["traceparent"]
    assert reply.headers["x-request-id"] != "a"


@pytest.mark.parametrize(
    "given", ["", "a b", "a" * 65, "q:110101199003071234", "110101199003071234", "x-11010119900307123X"]
)
def test_a_request_id_that_could_tell_of_a_person_is_replaced(
    http: httpx.Client, legal_aid: LegalAid, given: str
) -> None:
    reply = http.get(LIST, headers={"x-request-id": given})
    assert reply.headers["x-request-id"] != given
    assert legal_aid.metadata["x-request-id"] == reply.headers["x-request-id"]


def test_no_header_becomes_metadata_but_the_listed_ones(http: httpx.Client, legal_aid: LegalAid) -> None:
    sent = {"grpc-metadata-x-role": "chief", "x-role": "chief", "tracestate": "a=b", "cookie": "a=b", "x-api-key": "k"}
    reply = http.get(LIST, headers=sent)
    known = {"x-request-id", "traceparent", "x-api-key"}
    assert {name for name in legal_aid.metadata if not name.startswith("grpc-") and name != "user-agent"} == known
    assert not [name for name in reply.headers if name.startswith("grpc-metadata-")]


def test_a_refusal_of_the_service_is_secured_too(http: httpx.Client, legal_aid: LegalAid) -> None:
    legal_aid.fail(code_pb2.PERMISSION_DENIED, "no")
    reply = http.get(LIST)
    assert reply.status_code == 403
    assert_secured(reply.headers.items())


@pytest.mark.parametrize("host", ["evil.example", "evil.example:99", "x", ""])
def test_the_host_is_never_used(http: httpx.Client, host: str) -> None:
    for path in ("/", "/docs", "/openapi.json", "/openapi/supervision.json"):
        reply = http.get(path, headers={"host": host, "x-forwarded-host": "evil.example"})
        assert reply.status_code == 200
        assert "evil.example" not in reply.text + str(reply.headers)
