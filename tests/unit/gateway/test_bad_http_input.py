"""Bad HTTP input, row by row of the catalogue, over a real connection."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from tests.unit.gateway.rig import NAME, LegalAid, reason_of

JSON = {"content-type": "application/json"}
CREATE = "/v1/legal-aid/applications"
SECRET = "玄戈机密"


def body(means: str = "{}", **extra: str) -> bytes:
    fields = [f'"{name}":{text}' for name, text in extra.items()]
    return ("{" + ",".join([f'"means":{means}', *fields]) + "}").encode()


def nested(depth: int) -> bytes:
    return b'{"means":' + b"[" * depth + b"]" * depth + b"}"


ROWS = [
    ("H01", b'{"means":', 400, "MALFORMED_JSON"),
    ("H01", b"{'means':1}", 400, "MALFORMED_JSON"),
    ("H02", b"", 400, "EMPTY_BODY"),
    ("H02", b"  \n", 400, "EMPTY_BODY"),
    ("H03", b"[]", 400, "NOT_AN_OBJECT"),
    ("H03", b'"x"', 400, "NOT_AN_OBJECT"),
    ("H03", b"null", 400, "NOT_AN_OBJECT"),
    ("H03", b'{"means":[]}', 400, "NOT_AN_OBJECT"),
    ("H04", b"{} trailing", 400, "MALFORMED_JSON"),
    ("H04", b"{}{}", 400, "MALFORMED_JSON"),
    ("H05", body('{"ownIncomeFen":"1","ownIncomeFen":"900"}'), 400, "DUPLICATE_KEY"),
    ("H06", body('{"own_income_fen":"1","ownIncomeFen":"900"}'), 400, "DUPLICATE_KEY"),
    ("H06", body('{"own_income_fen":null,"ownIncomeFen":"900"}'), 400, "DUPLICATE_KEY"),
    ("H07", body(approved="true"), 400, "UNKNOWN_FIELD"),
    ("H07", body(role=f'"{SECRET}"'), 400, "UNKNOWN_FIELD"),
    ("H08", body(matter="null"), 400, "REQUIRED"),
    ("H09", body('{"ownIncomeFen":NaN}'), 400, "NOT_FINITE"),
    ("H09", body('{"ownIncomeFen":-Infinity}'), 400, "NOT_FINITE"),
    ("H09", body('{"ownIncomeFen":1e400}'), 400, "NOT_FINITE"),
    ("H09", body('{"ownIncomeFen":"NaN"}'), 400, "INTEGER_FEN"),
    *[
        (row, body(f'{{"ownIncomeFen":{value}}}'), 400, "INTEGER_FEN")
        for row, values in {
            "H10": ["100.5", "1e2", '"1e2"', "100.0", "true", "[1]", "{}"],
            "H11": ['"１００"', '"一百"', '"壹佰元"', '"1,000"', '" 100"', '"+100"', '"1_000"', '""', '"007"', '"٣"'],
        }.items()
        for value in values
    ],
    ("H10", body('{"householdSize":2.0}'), 400, "INTEGER"),
    ("H12", body('{"ownIncomeFen":"9223372036854775808"}'), 400, "OUT_OF_RANGE"),
    ("H12", body('{"ownIncomeFen":9007199254740993}'), 400, "OUT_OF_RANGE"),
    ("H12", body('{"householdSize":2147483648}'), 400, "OUT_OF_RANGE"),
    ("H13", body(institution=f'"{SECRET}\\u0000"'), 400, "CONTROL_CHARACTER"),
    ("H13", body(institution='"a\\u001bb"'), 400, "CONTROL_CHARACTER"),
    ("H13", body(institution='"a\x7fb"'), 400, "CONTROL_CHARACTER"),
    ("H13", b'{"a\\u0000b":1}', 400, "CONTROL_CHARACTER"),
    ("H14", body(institution='"\\ud800"'), 400, "LONE_SURROGATE"),
    ("H15", nested(10_000), 400, "TOO_DEEP"),
    ("H15", nested(16), 400, "TOO_DEEP"),
    ("H15", b"[" * 200_000, 400, "TOO_DEEP"),
    ("H16", body('{"ownIncomeFen":' + "9" * 5_000 + "}"), 400, "NUMBER_TOO_LONG"),
    ("H16", body('{"ownIncomeFen":1.' + "9" * 5_000 + "}"), 400, "NUMBER_TOO_LONG"),
    ("H17", b'{"institution":"' + b"a" * 262_144 + b'"}', 413, "BODY_TOO_LARGE"),
    ("H17", b" " * 10_000_000, 413, "BODY_TOO_LARGE"),
    ("H20", b"\xef\xbb\xbf{}", 400, "BYTE_ORDER_MARK"),
    ("H20", "{}".encode("utf-16"), 400, "BYTE_ORDER_MARK"),
    ("H20", '{"institution":"玄戈"}'.encode("gbk"), 400, "NOT_UTF8"),
    ("", body(matter=f'"{SECRET}"'), 400, "UNKNOWN_ENUM"),
    ("", body(institution="5"), 400, "TEXT"),
    ("", body('{"pledgeSigned":"true"}'), 400, "BOOLEAN"),
    ("", body(createTime=f'"{SECRET}"'), 400, "FORMAT"),
    ("", body(allowedActions='"decide"'), 400, "NOT_A_LIST"),
]


@pytest.mark.parametrize(
    ("sent", "http_status", "reason"), [row[1:] for row in ROWS], ids=[f"{row[0]}-{i}" for i, row in enumerate(ROWS)]
)
def test_a_bad_body_is_refused_at_the_edge(
    http: httpx.Client, legal_aid: LegalAid, sent: bytes, http_status: int, reason: str
) -> None:
    reply = http.post(CREATE, content=sent, headers=JSON)
    assert (reply.status_code, reason_of(reply)) == (http_status, reason)
    assert SECRET not in reply.text
    assert legal_aid.requests == []


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/json; charset=gbk"},
        {"content-type": "application/x-www-form-urlencoded"},
        {},
        {**JSON, "content-encoding": "gzip"},
    ],
    ids=["H19", "H19-gbk", "H19-form", "H19-none", "H21"],
)
def test_a_body_of_another_kind_is_refused(http: httpx.Client, legal_aid: LegalAid, headers: dict[str, str]) -> None:
    reply = http.post(CREATE, content=b"{}", headers=headers)
    assert reply.status_code == 415
    assert reason_of(reply) in {"CONTENT_TYPE", "CONTENT_ENCODING"}
    assert legal_aid.requests == []


def test_a_charset_of_utf_8_is_welcome(http: httpx.Client) -> None:
    assert http.post(CREATE, content=b"{}", headers={"content-type": 'Application/JSON; charset="UTF-8"'}).is_success


def test_an_endless_body_is_cut_off(http: httpx.Client) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 64 * 2**20:
            sent += 65_536
            yield b" " * 65_536

    with suppress(httpx.WriteError):
        assert http.post(CREATE, content=endless(), headers=JSON).status_code == 413
    assert sent < 64 * 2**20


def test_a_slow_body_ends_with_408(http: httpx.Client) -> None:
    head = f"POST {CREATE} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{{"
    reply = _raw(http, head.encode())
    assert reply.startswith(b"HTTP/1.1 408")
    assert b"BODY_TOO_SLOW" in reply


@pytest.mark.parametrize(
    "headers",
    ["content-length: 2\r\ncontent-length: 3", "content-length: 2\r\ntransfer-encoding: chunked", "x: a\rb"],
    ids=["H22-twice", "H22-both", "H23"],
)
def test_ambiguous_headers_are_refused(http: httpx.Client, legal_aid: LegalAid, headers: str) -> None:
    head = f"POST {CREATE} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{headers}\r\n\r\n{{}}"
    assert _raw(http, head.encode()).startswith(b"HTTP/1.1 400")
    assert legal_aid.requests == []


def test_long_headers_are_refused(http: httpx.Client) -> None:
    reply = http.get(CREATE, headers={"x-long": "a" * 100_000})
    assert (reply.status_code, reason_of(reply)) == (431, "HEADERS_TOO_LARGE")


@pytest.mark.parametrize("key", ["k" * 300, "a b", "a\tb", ""])
def test_a_bad_idempotency_key_is_refused(http: httpx.Client, key: str) -> None:
    reply = http.post(f"/v1/legal-aid/{NAME}:decide", json={}, headers={"idempotency-key": key})
    assert (reply.status_code, reason_of(reply)) == (400, "BAD_IDEMPOTENCY_KEY")


def test_forged_identity_headers_are_not_passed_on(http: httpx.Client, legal_aid: LegalAid) -> None:
    forged = {"x-user": "chief", "x-role": "admin", "x-forwarded-user": "chief", "x-original-url": "/admin"}
    http.get(CREATE, headers={**forged, "authorization": "Bearer t", "x-api-key": "k"})
    assert not set(forged) & set(legal_aid.metadata)
    assert legal_aid.metadata["authorization"] == "Bearer t"
    assert legal_aid.metadata["x-api-key"] == "k"


@pytest.mark.parametrize("tail", ["%00", "%ff", "%zz", "a%1bb", "玄", "x?y=玄"])
def test_a_bad_id_in_the_path_is_refused(http: httpx.Client, legal_aid: LegalAid, tail: str) -> None:
    head = f"GET {CREATE}/{tail} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    assert _raw(http, head.encode()).startswith(b"HTTP/1.1 400")
    assert legal_aid.requests == []


@pytest.mark.parametrize(
    ("method", "path", "http_status"),
    [
        ("TRACE", CREATE, 405),
        ("PUT", CREATE, 405),
        ("DELETE", f"{CREATE}/x", 405),
        ("GET", f"/v1/legal-aid/{NAME}:decide", 405),
        ("GET", f"{CREATE}/", 404),
        ("GET", "/v1/legal-aid//applications", 404),
        ("GET", "/docs/", 404),
        ("POST", "/", 405),
        ("PUT", "/openapi.json", 405),
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/legal-aidx/applications", 404),
        ("POST", "/livez", 405),
    ],
)
def test_an_unknown_route_or_method_is_refused(http: httpx.Client, method: str, path: str, http_status: int) -> None:
    reply = http.request(method, path)
    assert reply.status_code == http_status
    assert reason_of(reply) == ("ROUTE_NOT_FOUND" if http_status == 404 else "METHOD_NOT_ALLOWED")
    assert ("allow" in reply.headers) == (http_status == 405)


def test_every_bad_field_is_named_at_once(http: httpx.Client) -> None:
    sent = {"means": {"householdSize": 1.5, "what": 1}, "matter": None}
    reply = http.post(CREATE, content=json.dumps(sent), headers=JSON)
    bad = next(d for d in reply.json()["details"] if d["@type"].endswith("BadRequest"))
    assert {violation["field"] for violation in bad["fieldViolations"]} == {
        "application.means.household_size",
        "application.means.what",
        "application.matter",
    }
    localized = next(d for d in reply.json()["details"] if d["@type"].endswith("LocalizedMessage"))
    assert localized["locale"] == "zh-CN"
    assert "application.means.household_size" in localized["message"]


def _raw(http: httpx.Client, sent: bytes) -> bytes:
    with socket.create_connection((http.base_url.host, http.base_url.port or 0), timeout=10) as connection:
        connection.sendall(sent)
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    return received
