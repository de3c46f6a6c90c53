"""A demonstration over the gateway's HTTP API: who calls what, what was expected, what came.

It must not look into a database: it sees what a user sees.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from chassis.clock import random_id

PATIENCE, PAUSE = 120.0, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One HTTP answer: status, JSON body, response headers in lower case."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def reason(self) -> str:
        """The ErrorInfo reason of a refusal, empty for a success."""
        details = self.body.get("details", [])
        return next((item["reason"] for item in details if item["@type"].endswith("ErrorInfo")), "")

    @property
    def fields(self) -> list[str]:
        """The fields that a refusal names."""
        details = self.body.get("details", [])
        bad: list[dict[str, str]] = next(
            (item["fieldViolations"] for item in details if item["@type"].endswith("BadRequest")), []
        )
        return sorted(item["field"] for item in bad)

    def brief(self) -> str:
        """Status with reason and fields, or with the state and number of what was answered."""
        said = (
            [self.reason, *self.fields] if self.reason else [str(self.body.get(key, "")) for key in ("number", "state")]
        )
        return " ".join(filter(None, [str(self.status), *said]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step as it is reported."""

    id: str
    who: str
    call: str
    expected: str
    actual: str
    ok: bool
    ms: int


@dataclass(slots=True)
class Recorder:
    """Signs people in, calls the gateway for them and keeps the steps of one journey."""

    base: str
    passwords: dict[str, str]
    keys: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    _tokens: dict[str, str] = field(default_factory=dict)

    def call(
        self, who: str, method: str, path: str, body: dict[str, Any] | None = None, *, key: str | None = None
    ) -> Reply:
        """One call in a person's name or with a department's key.

        `key` is the Idempotency-Key (a fresh one for every POST when not given).
        """
        headers = self._credential(who)
        if method == "POST":
            headers["idempotency-key"] = key or random_id()
        return send(self.base, method, path, body, headers)

    def until(self, look: Callable[[], Reply], holds: Callable[[Reply], bool]) -> Reply:
        """Look again until what came by events is there, at most two minutes; the last look."""
        ends = time.monotonic() + PATIENCE
        while not holds(seen := look()) and time.monotonic() < ends:
            time.sleep(PAUSE)
        return seen

    def step(self, id_: str, who: str, call: str, expected: str, run: Callable[[], tuple[bool, str]]) -> None:
        """Run one step; an exception counts as a failed step and is reported by its class."""
        began = time.monotonic()
        try:
            ok, actual = run()
        except Exception as error:  # noqa: BLE001 - the report must show every step
            ok, actual = False, type(error).__name__
        taken = round((time.monotonic() - began) * 1000)
        self.steps.append(Step(id=id_, who=who, call=call, expected=expected, actual=actual, ok=ok, ms=taken))

    def report(self) -> list[dict[str, Any]]:
        """The steps as plain data."""
        return [asdict(step) for step in self.steps]

    def _credential(self, who: str) -> dict[str, str]:
        if who in self.keys:
            return {"x-api-key": self.keys[who]}
        return {"authorization": f"Bearer {self._token(who)}"}

    def _token(self, who: str) -> str:
        if who not in self._tokens:
            signed = send(
                self.base, "POST", "/v1/identity:signIn", {"account": who, "password": self.passwords[who]}, {}
            )
            if signed.status != 200:
                raise ConnectionError(f"{who} cannot sign in: {signed.brief()}")
            self._tokens[who] = signed.body["accessToken"]
        return self._tokens[who]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWish:
    """A department whose API key a demonstration needs; `who` is its name in the steps."""

    who: str
    service: str
    holder: str
    authority_type: str
    role: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A named demonstration, and the departments that take part in it."""

    name: str
    run: Callable[[Recorder], None]
    keys: tuple[KeyWish, ...] = ()


def send(base: str, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Reply:
    """One HTTP exchange with the gateway; refusals are replies too."""
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    url = base + urllib.parse.quote(path, safe="/:?&=")
    request = urllib.request.Request(url, data=data, method=method, headers=headers)  # noqa: S310 - http only
    if data is not None:
        request.add_header("content-type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:  # noqa: S310 - http only
            return _reply(answer.status, answer.read(), answer.headers)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return _reply(refusal.code, refusal.read(), refusal.headers)


def _reply(status: int, content: bytes, headers: Any) -> Reply:
    return Reply(
        status=status, body=json.loads(content or b"{}"), headers={key.lower(): value for key, value in headers.items()}
    )
