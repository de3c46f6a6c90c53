"""What comes before a body has limits of size, time and number, whatever the parser would swallow."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from gateway.edge import http_protocol
from tests.unit.gateway.rig import LegalAid, Start, reason_of
from tests.unit.gateway.wire import exchange

LIST = "/v1/legal-aid/applications"
HEAD = f"GET {LIST} HTTP/1.1\r\nhost: x\r\n".encode()
CHUNKED = (
    f"POST {LIST} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n".encode()
)


@pytest.mark.parametrize("path", [LIST, "/livez", "/openapi.json", "/nothing"])
def test_sixty_four_kib_of_head_are_the_limit_everywhere(http: httpx.Client, path: str) -> None:
    assert http.get(path, headers={"x-long": "a" * 60_000}).status_code in (200, 404)
    reply = http.get(path, headers={f"x-{number}": "a" * 6_000 for number in range(12)})
    assert (reply.status_code, reason_of(reply)) == (431, "HEADERS_TOO_LARGE")
    assert reply.headers["connection"] == "close"


def test_a_long_address_counts_as_head(http: httpx.Client) -> None:
    reply = http.get(LIST, params={"pageToken": "a" * 60_000}, headers={"x-long": "a" * 6_000})
    assert (reply.status_code, reason_of(reply)) == (431, "HEADERS_TOO_LARGE")


def endless(begin: bytes, part: bytes) -> Iterator[bytes]:
    """64 MiB at most, far beyond every limit."""
    yield begin
    for _ in range(1024):
        yield part


@pytest.mark.parametrize(
    ("begin", "part"),
    [
        (HEAD + b"x-long: ", b"a" * 65_536),
        (HEAD, b"x: y\r\n" * 10_000),
        (b"GET /" + b"a" * 1000, b"a" * 65_536),
        (CHUNKED + b"2\r\n{}\r\n0\r\nx-trailer: ", b"a" * 65_536),
        (CHUNKED + b"2;", b"a" * 65_536),
    ],
    ids=["value", "headers", "address", "trailer", "chunk extension"],
)
def test_an_endless_head_is_cut_off(http: httpx.Client, begin: bytes, part: bytes) -> None:
    sent = 0

    def counted() -> Iterator[bytes]:
        nonlocal sent
        for piece in endless(begin, part):
            sent += len(piece)
            yield piece

    reply = exchange(http, counted())
    assert reply is None or reply.status in (400, 431)
    assert sent < 32 * 2**20


def test_trailers_are_not_taken_for_headers(http: httpx.Client, legal_aid: LegalAid) -> None:
    body = CHUNKED.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n") + b"2\r\n{}\r\n0\r\nx-api-key: k\r\n\r\n"
    reply = exchange(http, [body])
    assert reply is not None
    assert reply.status == 200
    assert "x-api-key" not in legal_aid.metadata


@pytest.mark.parametrize(("sent", "status"), [(b"", None), (b"GET /liv", 408), (HEAD, 408)])
def test_a_slow_head_is_not_waited_for(
    start_gateway: Start, monkeypatch: pytest.MonkeyPatch, sent: bytes, status: int | None
) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.2)
    reply = exchange(start_gateway(), [sent])
    assert (reply.status if reply else None) == status
    assert reply is None or reply.reason == "HEADERS_TOO_SLOW"


def test_a_slow_head_after_another_request_is_not_waited_for_either(
    start_gateway: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = start_gateway()
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.2)
    address = (gateway.base_url.host, gateway.base_url.port or 0)
    with socket.create_connection(address, timeout=4) as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n")
        connection.sendall(b"GET /liv")
        taken = b""
        while part := connection.recv(65_536):
            taken += part
    first, slow = taken.split(b"HTTP/1.1 ")[1:]
    assert (first[:3], slow[:3]) == (b"200", b"408")


def test_too_many_connections_are_told_so(start_gateway: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "MAX_CONNECTIONS", 0)
    reply = start_gateway().get("/livez")
    assert (reply.status_code, reason_of(reply)) == (503, "TOO_MANY_CONNECTIONS")
    assert reply.headers["connection"] == "close"


def test_requests_sent_far_ahead_end_the_connection(http: httpx.Client, legal_aid: LegalAid) -> None:
    legal_aid.hold.clear()
    reply = exchange(http, [(HEAD + b"\r\n") * 1000])
    legal_aid.hold.set()
    assert reply is None or reply.status in (200, 400)
    assert len(legal_aid.requests) < 20


def created(legal_aid: LegalAid) -> list[object]:
    """What was asked to be created; lists that an earlier test asked for may still come in."""
    return [one for one in legal_aid.requests if one.DESCRIPTOR.name.startswith("Create")]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        (b"host: x\r\nhost: y\r\ncontent-length: 2", "DUPLICATE_HOST"),
        (b"host: x\r\ncontent-length: 2\r\ncontent-length: 2", "MALFORMED_HTTP"),
        (b"host: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked", "MALFORMED_HTTP"),
        (b"host: x\r\ntransfer-encoding: chunked, identity", "MALFORMED_HTTP"),
        (b"host: x\r\ncontent-length: +2", "MALFORMED_HTTP"),
        (b"host: x\r\ncontent-length : 2", "MALFORMED_HTTP"),
        (b"host: x\r\n content-length: 2", "MALFORMED_HTTP"),
        (b"host: x\r\nx: a\x00b\r\ncontent-length: 2", "MALFORMED_HTTP"),
        (b"host: x\r\nx: a\rb\r\ncontent-length: 2", "MALFORMED_HTTP"),
    ],
    ids=["H47", "H22-twice", "H22-both", "H22-chain", "H22-sign", "H22-space", "H22-fold", "H23-nul", "H23-return"],
)
def test_a_head_that_could_be_read_in_two_ways_is_refused(
    http: httpx.Client, legal_aid: LegalAid, headers: bytes, reason: str
) -> None:
    head = f"POST {LIST} HTTP/1.1\r\ncontent-type: application/json\r\nconnection: close\r\n".encode()
    reply = exchange(http, [head + headers + b"\r\n\r\n{}"])
    assert reply is not None
    assert (reply.status, reply.reason) == (400, reason)
    assert created(legal_aid) == []


def test_the_same_head_without_the_fault_is_served(http: httpx.Client, legal_aid: LegalAid) -> None:
    head = f"POST {LIST} HTTP/1.1\r\ncontent-type: application/json\r\nconnection: close\r\n".encode()
    reply = exchange(http, [head + b"host: x\r\ncontent-length: 2\r\n\r\n{}"])
    assert reply is not None
    assert reply.status == 200
    assert len(created(legal_aid)) == 1
