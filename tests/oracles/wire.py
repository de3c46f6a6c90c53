"""Send a request exactly as it is written, over a kept connection. It must not tidy anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Wire:
    """One connection to `host:port`."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(address, timeout=20)

    def send(self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] = {}) -> Answer:
        """Send and wait; once more when the other side had closed the connection meanwhile."""
        try:
            return self._send(method, target, body, headers)
        except (HTTPException, ConnectionError):
            self._connection.close()
            return self._send(method, target, body, headers)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _send(self, method: str, target: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        self._connection.putrequest(method, target, skip_accept_encoding=True)
        if body is not None:
            self._connection.putheader("content-length", str(len(body)))
        for name, value in headers.items():
            self._connection.putheader(name, value)
        self._connection.endheaders(body)
        reply = self._connection.getresponse()
        found = {name.lower(): value for name, value in reply.getheaders()}
        return Answer(reply.status, found, reply.read())
