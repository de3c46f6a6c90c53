"""What the demonstrations of supervision have in common: people, a list, an inspection's record. It must not judge."""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder, Reply
from services.supervision.offline import inspection_client as client

BASE = "/v1/supervision"
DIVISION = "990102"
ITEMS = (("1", "值班人员在岗"), ("2", "台账齐全"))
PROBLEM = {
    "item": "2", "row": 0, "problem": "台账记录不全", "measure": "逐笔补齐台账", "responsible_person": "示例甲",
    "action_officer": "", "due_date": None,
}  # fmt: skip


def certificate() -> dict[str, Any]:
    """An officer with a certificate of the demonstration's own."""
    return {
        "fullName": "周示例", "certificateNumber": f"执法演示{random_id()[-12:]}", "validFromDate": "2024-01-01",
        "validUntilDate": "2028-12-31", "division": DIVISION, "documentNumber": "名录库演示1号",
    }  # fmt: skip


class Desk:
    """Calls in somebody's name, and what inspections need."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is entered yet."""
        self._recorder = recorder
        self._keys = dict[str, str]()

    def _make(self, collection: str, body: dict[str, Any], who: str = "officer") -> dict[str, Any]:
        return self._recorder.call(who, "POST", f"{BASE}/{collection}", body).body

    def _post(self, who: str, name: str, verb: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", f"{BASE}/{name}{verb}", body)

    def _read(self, who: str, path: str) -> dict[str, Any]:
        return self._recorder.call(who, "GET", f"{BASE}/{path}").body

    def _officer(self) -> str:
        """Somebody who is certified and holds a key."""
        name: str = self._make("inspectionOfficers", certificate())["name"]
        private = client.new_key()
        self._keys[name] = private
        self._post("leader", name, ":registerKey", {
            "publicKey": client.public_key_of(private), "proof": client.proof_of(private, name),
            "documentNumber": "公钥登记演示1号",
        })  # fmt: skip
        return name

    def _checklist(self) -> dict[str, Any]:
        """A published list of two items."""
        items = [{"item": item, "text": text} for item, text in ITEMS]
        listed = {"title": "检查清单", "division": DIVISION, "items": items, "documentNumber": "清单演示1号"}
        made = self._make("checklists", listed)
        self._post("leader", made["name"], ":publish", {"documentNumber": "清单公布演示1号"})
        return made

    def _unit(self, **fields: Any) -> dict[str, Any]:
        """A unit with one person."""
        return self._make("supervisedUnits", {
            "division": DIVISION, "people": [{"fullName": "示例甲", "position": "主任", "sinceDate": "2020-01-01"}],
            "ledgers": ["业务台账"], "documentNumber": "名册演示2号", **fields,
        })  # fmt: skip

    def _capture(
        self, inspection: str, unit: dict[str, Any], listed: dict[str, Any], officers: list[str], day: str
    ) -> dict[str, Any]:
        """A record with one problem, signed by all officers."""
        record = {
            "unit": unit["name"], "checklist": listed["name"], "checklist_version": listed["version"],
            "officers": officers, "start_time": f"{day}T00:00", "end_time": f"{day}T00:00",
            "people_checked": 1, "people_total": 1, "ledgers_checked": 1, "ledgers_total": 1, "files_checked": 3,
            "files_total": 3, "result": "PROBLEMS", "problems": [PROBLEM], "evidence": [], "addresses": [],
            "answers": [
                {"item": "1", "outcome": "SOUND", "note": ""}, {"item": "2", "outcome": "PROBLEM", "note": ""},
            ],
            "posts": [{
                "person": unit["people"][0]["person"], "rostered": True, "on_post": True, "signed_in": True,
                "leave_document": "", "manner": "PROPER", "note": "",
            }],
        }  # fmt: skip
        signatures = [client.signature_of(inspection, record, self._keys[one], one) for one in officers]
        return {"record": record, "signatures": signatures}
