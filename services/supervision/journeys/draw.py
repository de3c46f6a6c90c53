"""Demonstration over HTTP: a draw that nobody can steer, the visits it orders, and its proof for everybody.

It must not look into a database. The public value of the demonstration exists some seconds after the plan.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from chassis.journey import Recorder, Reply, send
from services.supervision.journeys.desk import BASE, DIVISION, Desk
from services.supervision.offline import inspection_client as client
from services.supervision.offline import verify_draw

SECRETS = {who: hashlib.sha256(f"demonstration {who}".encode()).hexdigest() for who in ("officer", "witness")}
PUBLIC = "FC-SSQ-2026135:03,07,12,19,25,31+08"
SECONDS = 45
PAPER = {"documentNumber": "抽查文书演示1号"}


class DrawnVisit(Desk):
    """Offices of the register; the first that is drawn is visited."""

    def __init__(self, recorder: Recorder, units: dict[str, dict[str, Any]]) -> None:
        """Nothing is planned yet; `units` are the supervised units by the register's names."""
        super().__init__(recorder)
        self._units, self.office = units, ""
        self._name, self._day, self._published = "", "", ""
        self._visits, self._made = list[dict[str, Any]](), dict[str, Any]()

    def visit(self) -> None:
        """From the plan to the rectification."""
        step = self._recorder.step
        step("draw-bound", "officer", f"POST {BASE}/draws/…:publishCommitment",
             "roster frozen, two secrets committed, bound in public before the public value exists (SV-65)",
             self.bound)  # fmt: skip
        step("early-secret-refused", "witness", f"POST {BASE}/draws/…:revealSecret",
             "400: nobody hands a secret in before the public value exists", self.early)  # fmt: skip
        step("draw-sealed", "officer", f"GET {BASE}/draws/…:result",
             "drawn, and nobody reads whom before the visits (SV-05)", self.sealed)  # fmt: skip
        step("drawn-office-visited", "officer", f"POST {BASE}/inspections/…:close",
             "the officers of the draw go there; a problem becomes a rectification", self.visited)  # fmt: skip

    def publish(self) -> None:
        """The proof, for everybody."""
        step = self._recorder.step
        step("draw-verified", "nobody", f"GET {BASE}/draws/…:bundle",
             "published: anybody computes it again from the commitment that was told before",
             self.verified)  # fmt: skip
        step("altered-proof-rejected", "nobody", "verify_draw.py",
             "another public value than that of the day is found out", self.rejected)  # fmt: skip

    def bound(self) -> tuple[bool, str]:
        """Two officers, two holders of secrets, one leader."""
        begins = self._make("checklists", {
            "title": "双随机抽查清单", "division": DIVISION, "items": [{"item": "1", "text": "收费公示"}],
            "documentNumber": "清单演示2号",
        })["createTime"]  # fmt: skip
        now = dt.datetime.fromisoformat(begins)
        self._day = (now + dt.timedelta(hours=8)).date().isoformat()
        made = self._make("draws", {
            "title": "基层法律服务所双随机抽查", "division": DIVISION, "targetKind": "DRAW_TARGET_KIND_OFFICE",
            "mode": "DRAW_MODE_DRAW_V1", "asOfDate": self._day, "visitDate": self._day,
            "items": [{"content": "收费公示", "legalBasis": "基层法律服务所管理办法第三十条", "method": "现场检查"}],
            "officers": [self._officer() for _ in range(3)], "publicSource": "双色球第2026135期",
            "publicTime": (now + dt.timedelta(seconds=SECONDS)).strftime("%Y-%m-%dT%H:%M:%SZ"), **PAPER,
        })  # fmt: skip
        self._name = made["name"]
        self._post("leader", self._name, ":approve", PAPER)
        self._recorder.until(self._draw, lambda read: read.body["state"] == "DRAW_STATE_FROZEN")
        for who, secret in SECRETS.items():
            digest = hashlib.sha256(bytes.fromhex(secret)).hexdigest()
            self._post(who, self._name, ":commitSecret", {"sha256": digest})
        reply = self._post("officer", self._name, ":publishCommitment", PAPER)
        self._published = self._notice()["commitmentSha256"]
        return reply.status == 200 and len(self._published) == 64, reply.brief()

    def early(self) -> tuple[bool, str]:
        """The witness is in a hurry."""
        reply = self._reveal("witness")
        return reply.reason == "PUBLIC_VALUE_UNKNOWN", reply.brief()

    def sealed(self) -> tuple[bool, str]:
        """The public value exists."""
        for who in SECRETS:
            self._recorder.until(lambda who=who: self._reveal(who), lambda reply: reply.status == 200)  # type: ignore[misc]
        run = self._post("officer", self._name, ":run", {"publicValue": PUBLIC, **PAPER})
        reply = self._recorder.call("leader", "GET", f"{BASE}/{self._name}:result")
        return run.status == 200 and reply.reason == "DRAW_SEALED", reply.brief()

    def visited(self) -> tuple[bool, str]:
        """On the day of the visits."""
        self._post("officer", self._name, ":startVisits", {})
        self._visits = self._read("officer", f"{self._name}:result")["assignments"]
        drawn = self._visits[0]
        self.office = drawn["target"]
        unit = self._units[self.office]
        listed = self._checklist()
        name = self._make("inspections", {
            "kind": "INSPECTION_KIND_RANDOM", "division": DIVISION, "draw": self._name, "officers": drawn["officers"],
            "checklist": listed["name"], "plannedDate": self._day, **PAPER,
        })["name"]  # fmt: skip
        self._post("leader", name, ":approve", PAPER)
        self._post("officer", name, ":start", {"unit": unit["name"]})
        capture = self._capture(name, unit, listed, drawn["officers"], self._day)
        taken = self._post("officer", name, ":replay", client.body_of(capture))
        self._post("officer", name, ":answer", {"response": {"answer": "UNIT_ANSWER_SIGNED", "person": "示例甲"}})
        reply = self._post("officer", name, ":close", {})
        done = reply.status == 200 and len(reply.body["inspection"]["rectifications"]) == 1
        return done and taken.status == 200, reply.brief()

    def verified(self) -> tuple[bool, str]:
        """With the program that anybody may run."""
        self._post("officer", self._name, ":finishVisits", PAPER)
        self._post("officer", self._name, ":publish", PAPER)
        asked = send(self._recorder.base, "GET", f"{BASE}/{self._name}:bundle", None, {})
        self._made = json.loads(asked.body["bundle"])
        return verify_draw.verify(self._made, [self._published]) == self._published, str(asked.status)

    def rejected(self) -> tuple[bool, str]:
        """Somebody would rather have had another public value."""
        try:
            verify_draw.verify({**self._made, "public_value": PUBLIC.replace("+08", "+09")}, [self._published])
        except verify_draw.Broken as fault:
            return str(fault) == "seed", str(fault)
        return False, "VERIFIED"

    def _draw(self) -> Reply:
        return self._recorder.call("officer", "GET", f"{BASE}/{self._name}")

    def _notice(self) -> dict[str, Any]:
        found = send(self._recorder.base, "GET", f"{BASE}/drawNotices?pageSize=1000", None, {}).body["drawNotices"]
        return next(one for one in found if one["draw"] == self._name)

    def _reveal(self, who: str) -> Reply:
        return self._post(who, self._name, ":revealSecret", {"secret": SECRETS[who]})
