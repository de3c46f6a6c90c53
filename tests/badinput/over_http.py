"""Send a row to the gateway and tell what came back. It must not judge it."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from google.rpc import code_pb2

from chassis.clock import random_id
from services.legal_aid.journeys.requests import application
from tests.badinput.rows import FILL, Row, changed, fill
from tests.badinput.watched import Watched

CODES = {number: name for name, number in code_pb2.Code.items()}
CREATE = "POST /v1/legal-aid/applications"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: `code` is the canonical one, `message` all Chinese in it, `whole` is every character of it."""

    status: int
    code: str
    reason: str
    fields: list[str]
    message: str
    body: dict[str, Any]
    whole: str


def send(watched: Watched, row: Row) -> Answer:
    """The answer to one row."""
    given = fill(row.given, {**FILL, **watched.names, "uuid": random_id()})
    if "wire" in given:
        return _answer(*_over_a_socket(watched.system.base, given["wire"]))
    method, _, path = given.get("call", CREATE).partition(" ")
    content = _content(given, method)
    headers = {**_credentials(watched, given), **_about(method, given, content), **given.get("headers", {})}
    with httpx.Client(base_url=watched.system.base, trust_env=False, timeout=20) as client:
        encoded = {name: value.encode() for name, value in headers.items()}
        reply = client.request(method, httpx.URL(watched.system.base + path), content=content, headers=encoded)
    shown = json.dumps(dict(reply.headers)) + reply.text
    return _answer(reply.status_code, reply.text, shown)


def _content(given: Mapping[str, Any], method: str) -> bytes | None:
    if "hex" in given:
        return bytes.fromhex(given["hex"])
    if "body" in given:
        return str(given["body"]).encode()
    sound = method == "POST" and ("change" in given or "call" not in given)
    return changed(application(1), given.get("change", {})).encode() if sound else None


def _credentials(watched: Watched, given: Mapping[str, Any]) -> dict[str, str]:
    who = given.get("who", "clerk")
    return {} if who == "nobody" else {"authorization": f"Bearer {watched.tokens[who]}"}


def _about(method: str, given: Mapping[str, Any], content: bytes | None) -> dict[str, str]:
    found = {"content-type": "application/json"} if content is not None else {}
    return found | ({"idempotency-key": random_id()} if method == "POST" and not given.get("without_key") else {})


def _over_a_socket(base: str, wire: str) -> tuple[int, str, str]:
    address = urlsplit(base)
    sent = wire.replace("\\r", "\r").replace("\\n", "\n").encode()
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=15) as connection:
        connection.sendall(sent)
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    text = received.decode("utf-8", errors="replace")
    return int(text.split(" ", 2)[1]), text.partition("\r\n\r\n")[2], text


def _answer(status: int, text: str, whole: str) -> Answer:
    try:
        body = json.loads(text)
    except ValueError:
        body = {}
    details = {item["@type"].rpartition(".")[2]: item for item in body.get("details", [])} if status >= 400 else {}
    violations: list[dict[str, str]] = details.get("BadRequest", {}).get("fieldViolations", [])
    localized = details.get("LocalizedMessage", {}).get("message", "")
    told = [localized, *(item["description"] for item in violations)]
    return Answer(
        status=status, code=CODES.get(body.get("code", -1), "") if status >= 400 else "OK", body=body, whole=whole,
        reason=details.get("ErrorInfo", {}).get("reason", ""), message="\n".join(told),
        fields=[*dict.fromkeys(item["field"] for item in violations)],
    )  # fmt: skip
