"""Demonstration over HTTP: a spot check that nobody can read before, signed by two officers, closed with a problem.

It must not look into a database. The unit it visits is closed at the end, so it may run as often as one likes.
"""

from __future__ import annotations

import hashlib
from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder, Reply
from services.supervision.offline import inspection_client as client

BASE = "/v1/supervision"
DIVISION = "990102"
SECRET = hashlib.sha256(b"demonstration").hexdigest()
ITEMS = (("1", "值班人员在岗"), ("2", "台账齐全"))
PROBLEM = {
    "item": "2", "row": 0, "problem": "台账记录不全", "measure": "逐笔补齐台账", "responsible_person": "示例甲",
    "action_officer": "", "due_date": None,
}  # fmt: skip


class SpotCheck:
    """One visit to one unit."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is planned yet."""
        self._recorder = recorder
        self._unit, self._list, self._name = dict[str, Any](), dict[str, Any](), ""
        self._keys, self._day = dict[str, str](), ""

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
        self._unit = self._make("supervisedUnits", {
            "subjectType": "SUBJECT_TYPE_MEDIATION_CENTRE", "title": f"示范县调解中心{random_id()[-6:]}",
            "division": DIVISION, "people": [{"fullName": "示例甲", "position": "主任", "sinceDate": "2020-01-01"}],
            "ledgers": ["调解台账"], "documentNumber": "名册演示2号",
        })  # fmt: skip
        items = [{"item": item, "text": text} for item, text in ITEMS]
        listed = {"title": "突击检查清单", "division": DIVISION, "items": items, "documentNumber": "清单演示1号"}
        self._list = self._make("checklists", listed)
        self._post("leader", self._list["name"], ":publish", {"documentNumber": "清单公布演示1号"})
        for _ in range(2):
            self._officer()
        commitment = hashlib.sha256(f"{self._unit['name']}\n{SECRET}".encode()).hexdigest()
        made = self._make("inspections", {
            "kind": "INSPECTION_KIND_SPOT_CHECK", "division": DIVISION, "targetCommitment": commitment,
            "officers": list(self._keys), "checklist": self._list["name"], "plannedDate": "2026-06-15",
            "documentNumber": "检查方案演示1号",
        })  # fmt: skip
        self._name = made["name"]
        reply = self._post("leader", self._name, ":approve", {"documentNumber": "检查批准演示1号"})
        self._day = reply.body["inspection"]["approvedDate"]
        return reply.status == 200 and self._unit["name"] not in str(reply.body), reply.brief()

    def exchanged(self) -> tuple[bool, str]:
        """The secret opens one unit alone."""
        told = {"unit": f"supervisedUnits/{random_id()}", "secret": SECRET}
        return (reply := self._post("officer", self._name, ":start", told)).reason == "TARGET_DIFFERS", reply.brief()

    def altered(self) -> tuple[bool, str]:
        """One file less than the officers signed."""
        capture = self._capture()
        wrong = {**capture, "record": {**capture["record"], "files_checked": 2}}
        reply = self._post("officer", self._name, ":replay", client.body_of(wrong))
        return reply.reason == "SIGNATURE_WRONG", reply.brief()

    def taken(self) -> tuple[bool, str]:
        """Twice the same."""
        body = client.body_of(self._capture())
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
        self._post("leader", self._unit["name"], ":close", {"documentNumber": "撤销演示2号"})
        return reply.status == 200 and len(reply.body["inspection"]["rectifications"]) == 1, reply.brief()

    def _officer(self) -> None:
        name = self._make("inspectionOfficers", {
            "fullName": "吴示例", "certificateNumber": f"执法演示{random_id()[-12:]}", "validFromDate": "2024-01-01",
            "validUntilDate": "2028-12-31", "division": DIVISION, "documentNumber": "名录库演示2号",
        })["name"]  # fmt: skip
        private = client.new_key()
        self._keys[name] = private
        self._post("leader", name, ":registerKey", {
            "publicKey": client.public_key_of(private), "proof": client.proof_of(private, name),
            "documentNumber": "公钥登记演示1号",
        })  # fmt: skip

    def _capture(self) -> dict[str, Any]:
        record = {
            "unit": self._unit["name"], "checklist": self._list["name"], "checklist_version": self._list["version"],
            "officers": list(self._keys), "start_time": f"{self._day}T00:00", "end_time": f"{self._day}T00:00",
            "people_checked": 1, "people_total": 1, "ledgers_checked": 1, "ledgers_total": 1, "files_checked": 3,
            "files_total": 3, "result": "PROBLEMS", "problems": [PROBLEM], "evidence": [], "addresses": [],
            "answers": [
                {"item": "1", "outcome": "SOUND", "note": ""}, {"item": "2", "outcome": "PROBLEM", "note": ""},
            ],
            "posts": [{
                "person": self._unit["people"][0]["person"], "rostered": True, "on_post": True, "signed_in": True,
                "leave_document": "", "manner": "PROPER", "note": "",
            }],
        }  # fmt: skip
        signatures = [client.signature_of(self._name, record, key, officer) for officer, key in self._keys.items()]
        return {"record": record, "signatures": signatures, "secret": SECRET}

    def _make(self, collection: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._recorder.call("officer", "POST", f"{BASE}/{collection}", body).body

    def _post(self, who: str, name: str, verb: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", f"{BASE}/{name}{verb}", body)
