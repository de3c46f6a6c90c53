"""Demonstration over HTTP: a spot check that nobody can read before, signed by two officers, closed with a problem.

It must not look into a database. The unit it visits is closed at the end, so it may run as often as one likes.
"""

from __future__ import annotations

import hashlib
from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder
from services.supervision.journeys.desk import BASE, DIVISION, Desk
from services.supervision.offline import inspection_client as client

SECRET = hashlib.sha256(b"demonstration").hexdigest()


class SpotCheck(Desk):
    """One visit to one unit."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is planned yet."""
        super().__init__(recorder)
        self._target, self._list, self._name, self._day = dict[str, Any](), dict[str, Any](), "", ""

    def run(self) -> None:
        """From the plan to the rectification."""
        step = self._recorder.step
        step("visit-bound", "leader", f"POST {BASE}/inspections/…:approve",
             "approved, and no reply names the unit: the plan holds a hash of it (SV-05)", self.bound)  # fmt: skip
        step("other-target-refused", "officer", f"POST {BASE}/inspections/…:start",
             "400: another unit than the one that was approved", self.exchanged)  # fmt: skip
        step("altered-record-refused", "officer", f"POST {BASE}/inspections/…:replay",
             "400: a record that was altered after the officers signed it (P-03)", self.altered)  # fmt: skip
        step("capture-taken-in", "officer", f"POST {BASE}/inspections/…:replay",
             "captured without a network: both signatures hold, and again it changes nothing", self.taken)  # fmt: skip
        step("visit-closed", "officer", f"POST {BASE}/inspections/…:close",
             "the unit refuses to sign before a witness; its problem becomes a rectification (SV-20)",
             self.closed)  # fmt: skip

    def bound(self) -> tuple[bool, str]:
        """A list, two officers with keys, a unit; the plan names none."""
        title = f"示范县调解中心{random_id()[-6:]}"
        self._target = self._unit(subjectType="SUBJECT_TYPE_MEDIATION_CENTRE", title=title)
        self._list = self._checklist()
        for _ in range(2):
            self._officer()
        commitment = hashlib.sha256(f"{self._target['name']}\n{SECRET}".encode()).hexdigest()
        made = self._make("inspections", {
            "kind": "INSPECTION_KIND_SPOT_CHECK", "division": DIVISION, "targetCommitment": commitment,
            "officers": list(self._keys), "checklist": self._list["name"], "plannedDate": "2026-06-15",
            "documentNumber": "检查方案演示1号",
        })  # fmt: skip
        self._name = made["name"]
        reply = self._post("leader", self._name, ":approve", {"documentNumber": "检查批准演示1号"})
        self._day = reply.body["inspection"]["approvedDate"]
        return reply.status == 200 and self._target["name"] not in str(reply.body), reply.brief()

    def exchanged(self) -> tuple[bool, str]:
        """The secret opens one unit alone."""
        told = {"unit": f"supervisedUnits/{random_id()}", "secret": SECRET}
        return (reply := self._post("officer", self._name, ":start", told)).reason == "TARGET_DIFFERS", reply.brief()

    def altered(self) -> tuple[bool, str]:
        """One file less than the officers signed."""
        capture = self._signed()
        wrong = {**capture, "record": {**capture["record"], "files_checked": 2}}
        reply = self._post("officer", self._name, ":replay", client.body_of(wrong))
        return reply.reason == "SIGNATURE_WRONG", reply.brief()

    def taken(self) -> tuple[bool, str]:
        """Twice the same."""
        body = client.body_of(self._signed())
        first, second = (self._post("officer", self._name, ":replay", body) for _ in range(2))
        proof = self._recorder.call("leader", "GET", f"{BASE}/{self._name}:proof").body
        signed = first.body["inspection"]["state"] == "INSPECTION_STATE_SIGNED"
        return signed and first.body == second.body and not client.broken_signatures(proof), first.brief()

    def closed(self) -> tuple[bool, str]:
        """The unit's own person does not sign."""
        response = {
            "answer": "UNIT_ANSWER_REFUSED", "person": "示例甲", "reason": "不同意所列问题", "witness": "村委会主任",
        }  # fmt: skip
        self._post("officer", self._name, ":answer", {"response": response})
        reply = self._post("officer", self._name, ":close", {})
        self._post("leader", self._target["name"], ":close", {"documentNumber": "撤销演示2号"})
        return reply.status == 200 and len(reply.body["inspection"]["rectifications"]) == 1, reply.brief()

    def _signed(self) -> dict[str, Any]:
        capture = self._capture(self._name, self._target, self._list, list(self._keys), self._day)
        return {**capture, "secret": SECRET}
