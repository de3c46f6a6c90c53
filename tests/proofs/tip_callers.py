"""Reporters who leave tips through the gateway, each from an address of his own. They must not judge what is kept."""

from __future__ import annotations

import http.client
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from chassis.auth.tokens import make_user_token
from services.supervision.offline import tip_client
from tests.proofs.house import House
from tests.proofs.processes import Faulty

SECONDS, PATIENCE = 10, 60
BASE, DIVISION = "/v1/supervision", "990102"
OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a02"
PLACES = ("agent", "language", "cookie", "token", "key", "forwarded", "request", "referer", "body", "query")


@dataclass(slots=True)
class Caller:
    """One reporter: an address, and canaries in whatever a browser might send."""

    number: int
    code: str = field(default_factory=tip_client.new_code)
    canaries: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make one canary for each place."""
        for place in PLACES:
            self.canaries[place] = f"canary{secrets.token_hex(8)}"
        self.canaries["trace"] = secrets.token_hex(16)
        self.canaries["address"] = self.address

    @property
    def address(self) -> str:
        """A loopback address of its own."""
        return f"127.0.{1 + self.number // 200}.{1 + self.number % 200}"

    @property
    def headers(self) -> dict[str, str]:
        """What the browser sends beside the words."""
        of = self.canaries
        return {
            "User-Agent": of["agent"], "Accept-Language": of["language"], "Cookie": f"id={of['cookie']}",
            "Authorization": f"Bearer {of['token']}", "X-Api-Key": f"sk_{of['key']}", "Referer": of["referer"],
            "X-Forwarded-For": of["forwarded"], "X-Request-Id": of["request"],
            "traceparent": f"00-{of['trace']}-{secrets.token_hex(8)}-01", "Content-Type": "application/json",
        }  # fmt: skip


def name_reader(house: House) -> str:
    """Somebody to whom tips are sealed; waits until the house answers."""
    token = make_user_token(
        house.settings.keys_dir, subject="chief", name="chief", roles=["bureau_chief"], divisions=[DIVISION]
    )
    public = tip_client.public_key_of(tip_client.new_key())
    body = {"account": "reader", "division": DIVISION, "publicKey": public, "documentNumber": "1号文"}
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def named() -> bool:
        try:
            return _ask(house, "tipRecipients", body, headers, "127.0.0.1")[0] == http.client.OK
        except OSError:
            return False

    if not house.crew.wait(named, PATIENCE):
        raise Faulty("nobody could be named to read tips")
    return public


def leave(house: House, caller: Caller, public: str) -> str:
    """Leave a tip as the program does, again and again until it is acknowledged; returns the headers of the replies."""
    where = {"division": DIVISION, "subject": OFFICE}
    seen: list[str] = []

    def left() -> bool:
        try:
            status, body, headers = post(house, caller, "route", where)
            seen.append(headers)
            if status != http.client.OK:
                return False
            words = caller.canaries["body"].encode()
            sealed = [
                {"recipient": one["name"], "sealed": tip_client.seal(words, one["publicKey"])}
                for one in body["recipients"]
            ]
            tip = {
                **where, **locator(caller), "tipClass": "TIP_CLASS_OFFICE", "copies": sealed,
                "replyKey": tip_client.public_key_of(tip_client.reply_key_of(caller.code)),
            }  # fmt: skip
            status, _, headers = post(house, caller, "submit", tip)
            seen.append(headers)
        except OSError:
            return False
        return status == http.client.OK

    if not house.crew.wait(left, PATIENCE):
        raise Faulty(f"a tip was never acknowledged: {public[:8]}")
    return "\n".join(seen)


def locator(caller: Caller) -> dict[str, str]:
    """What opens the mailbox."""
    return {"locator": tip_client.locator_of(caller.code)}


def post(house: House, caller: Caller, verb: str, body: dict[str, Any]) -> tuple[int, Any, str]:
    """One call of a reporter: status, body and headers of the answer."""
    path = f"tips:{verb}" + (f"?{caller.canaries['query']}=1" if verb == "submit" else "")
    return _ask(house, path, body, caller.headers, caller.address)


def _ask(
    house: House, path: str, body: dict[str, Any], headers: dict[str, str], source: str
) -> tuple[int, Any, str]:  # fmt: skip
    """Status, body and headers of the answer."""
    target = urlsplit(house.base)
    connection = http.client.HTTPConnection(
        str(target.hostname), target.port, timeout=SECONDS, source_address=(source, 0)
    )  # fmt: skip
    try:
        connection.request("POST", f"{BASE}/{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}"), str(answer.headers)
    except (http.client.HTTPException, ValueError) as error:
        raise OSError("no answer") from error
    finally:
        connection.close()
