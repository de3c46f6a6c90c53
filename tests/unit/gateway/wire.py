"""Speak to a gateway below HTTP clients: exact bytes out, everything that comes back in. It must not hold tests."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx

SECURED = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@dataclass(frozen=True, slots=True)
class WireReply:
    """The first reply on a connection that the server then closed."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def reason(self) -> str:
        """The reason of a refusal."""
        status: dict[str, Any] = json.loads(self.body)
        return str(status["details"][0]["reason"])


def exchange(http: httpx.Client, sent: Iterable[bytes]) -> WireReply | None:
    """Send the parts, read until the server closes; None when it closed without a word."""
    address = (http.base_url.host, http.base_url.port or 0)
    received = b""
    with socket.create_connection(address, timeout=15) as connection, suppress(ConnectionError):
        with suppress(ConnectionError):
            for part in sent:
                connection.sendall(part)
        while chunk := connection.recv(65_536):
            received += chunk
    if not received:
        return None
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return WireReply(int(first.split()[1]), headers, body[: int(headers.get("content-length", len(body)))])


def assert_secured(headers: Iterable[tuple[str, str]]) -> None:
    """Every security header is there; pages may have a policy of their own and documents may be kept."""
    found = {name.lower(): value for name, value in headers}
    assert {name: found.get(name) for name in SECURED} == SECURED
    policy = found["content-security-policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'"} <= set(policy)
    kept = found.get("etag", "").startswith("W/")
    assert found["cache-control"] == ("no-cache" if kept else "no-store")
