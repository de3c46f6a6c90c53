"""Demonstration over HTTP: an office found at a street that nobody approved, and two offices that become one.

What supervision opens by an event is waited for. It must not look into a database.
"""

from __future__ import annotations

from typing import Any

from chassis.journey import Recorder, Reply
from services.grassroots_offices.journeys.requests import (
    APPLICATIONS,
    BASE,
    OFFICES,
    PRACTITIONERS,
    merger,
    office,
    practitioner,
    violation,
)

VIOLATIONS = f"{BASE}/addressViolations"
CLUES = "/v1/supervision/clues?source=CLUE_SOURCE_XF_30&pageSize=1000"
STAFF = 3


class Moves:
    """Two offices in one county."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._offices: list[str] = []
        self._violation = ""

    def run(self) -> None:
        """From the finding to the merger."""
        step = self._recorder.step
        step("address-found", "grassroots", f"POST {VIOLATIONS}",
             "a township's office at a street, without approval: severe (GO-09)", self.found)  # fmt: skip
        step("address-clue", "officer", f"GET {CLUES}", "supervision has opened a clue (XF-30)", self.clue)
        step("address-dismissed", "city", f"POST {VIOLATIONS}/…:dismiss",
             "it was none: the clue says so", self.dismissed)  # fmt: skip
        step("offices-merge", "city", f"POST {APPLICATIONS}/…:decide",
             "everybody belongs to the office that goes on; the other one has ended", self.merged)  # fmt: skip

    def found(self) -> tuple[bool, str]:
        """Receipts show another address."""
        self._offices = [self._post("grassroots", OFFICES, office()).body["name"] for _ in range(2)]
        reply = self._post("grassroots", VIOLATIONS, violation(self._offices[0]))
        self._violation = reply.body.get("name", "")
        severe, rule = reply.body.get("severe"), reply.body.get("ruleId")
        return severe is True and rule == "GO-09", f"{reply.status} {rule}"

    def clue(self) -> tuple[bool, str]:
        """The officer looks at the clues."""
        seen = self._recorder.until(
            lambda: self._recorder.call("officer", "GET", CLUES), lambda reply: bool(self._clue_in(reply))
        )
        said = self._clue_in(seen)
        return said.get("owner") == self._offices[0], f"{seen.status} {said.get('number')} {said.get('ruleId')}"

    def dismissed(self) -> tuple[bool, str]:
        """The city knows better."""
        body = {"documentNumber": "核查演示2号", "endReason": "票据地址系客户住所，登记有误"}
        self._post("city", f"{BASE}/{self._violation}:dismiss", body)
        seen = self._recorder.until(
            lambda: self._recorder.call("officer", "GET", CLUES),
            lambda reply: bool(self._clue_in(reply).get("resolvedAsMet")),
        )
        said = self._clue_in(seen)
        return bool(said.get("resolvedAsMet")), f"{seen.status} {said.get('note')}"

    def merged(self) -> tuple[bool, str]:
        """The first office takes the second one over."""
        staff = [
            self._post("grassroots", PRACTITIONERS, practitioner(at)).body["name"]
            for at in self._offices
            for _ in range(STAFF)
        ]
        filed = self._post("grassroots", APPLICATIONS, merger(*self._offices)).body["name"]
        agreed = {"documentNumber": "县审演示2号", "favourable": True, "text": "同意上报"}
        self._post("grassroots", f"{BASE}/{filed}:giveOpinion", agreed)
        reply = self._post("city", f"{BASE}/{filed}:decide", {"documentNumber": "市批演示2号", "granted": True})
        ended = self._recorder.call("city", "GET", f"{BASE}/{self._offices[1]}").body
        where = {self._recorder.call("city", "GET", f"{BASE}/{name}").body.get("office") for name in staff}
        ok = where == {self._offices[0]} and ended.get("successor") == self._offices[0]
        return ok, f"{reply.status} {ended.get('state')} {len(staff)}"

    def _clue_in(self, reply: Reply) -> dict[str, Any]:
        found = (one for one in reply.body.get("clues", []) if one.get("subject") == self._violation)
        return next(found, {})

    def _post(self, who: str, path: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", path, body)
