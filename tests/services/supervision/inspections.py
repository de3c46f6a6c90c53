"""Inspections through the gRPC door, with officers who hold keys. It must not assert anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from google.protobuf.json_format import ParseDict
from sifa.supervision.v1 import checklist_pb2, supervised_unit_pb2
from sifa.supervision.v1 import inspection_pb2 as pb
from sifa.supervision.v1 import inspection_service_pb2 as service

from chassis.clock import random_id
from services.supervision.domain.inspection_planning import target_commitment
from services.supervision.offline import inspection_client as client
from tests.doors import HOME
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.units import office

ITEMS = [
    {"item": "1.1", "text": "值班人员在岗", "basis": "开司发〔2021〕1号"},
    {"item": "1.2", "text": "台账齐全", "basis": "开司发〔2021〕1号"},
]
SECRET = "5e" * 32
DAY = "2026-06-15"
PROBLEM = {
    "item": "1.2", "row": 3, "problem": "台账记录不全", "measure": "逐笔补齐台账", "responsible_person": "所主任",
    "action_officer": "", "due_date": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An approved inspection, its unit, and its officers with their private keys."""

    bureau: Bureau
    inspection: pb.Inspection
    unit: supervised_unit_pb2.SupervisedUnit
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """`inspections/…`."""
        return self.inspection.name

    def record(self, **changes: Any) -> dict[str, Any]:
        """A whole record as the officers' program has it; nothing was found unless `changes` say so."""
        told: dict[str, Any] = {
            "unit": self.unit.name, "checklist": self.inspection.checklist, "checklist_version": 1,
            "officers": list(self.inspection.officers), "start_time": f"{DAY}T08:10", "end_time": f"{DAY}T08:50",
            "people_checked": 1, "people_total": 1, "ledgers_checked": 1, "ledgers_total": 1, "files_checked": 3,
            "files_total": 3, "answers": [{"item": one["item"], "outcome": "SOUND", "note": ""} for one in ITEMS],
            "result": "NONE_FOUND", "problems": [], "evidence": [], "addresses": [],
            "posts": [post(one.person) for one in self.unit.people],
        }  # fmt: skip
        return {**told, **changes}

    def capture(self, record: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """The record, signed by all officers."""
        signatures = [client.signature_of(self.name, record, key, officer) for officer, key in self.keys.items()]
        return {"inspection": self.name, "record": record, "signatures": signatures, "secret": SECRET, **fields}

    def start(self, **fields: Any) -> pb.Inspection:
        """The officers are at the door of the unit."""
        asked = {"name": self.name, "unit": self.unit.name, "secret": SECRET, **fields}
        return self.bureau.call("StartInspection", self.bureau.section, **asked).inspection  # type: ignore[no-any-return]

    def write(self, record: dict[str, Any]) -> pb.Inspection:
        """Entered online."""
        body = {"name": self.name, "requestId": random_id(), "record": client.body_of(self.capture(record))["record"]}
        asked = ParseDict(body, service.RecordInspectionRequest())
        done = self.bureau.call("RecordInspection", self.bureau.section, name=self.name, record=asked.record)
        return done.inspection  # type: ignore[no-any-return]

    def sign(self, record: dict[str, Any], officer: str, **changes: str) -> pb.Inspection:
        """One officer signs."""
        signature = {**client.signature_of(self.name, record, self.keys[officer], officer), **changes}
        done = self.bureau.call("SignInspection", self.bureau.section, name=self.name, signature=signature)
        return done.inspection  # type: ignore[no-any-return]

    def replay(self, capture: dict[str, Any]) -> pb.Inspection:
        """The capture is handed in, as its file has it."""
        body = {"name": self.name, "requestId": random_id(), **client.body_of(capture)}
        asked = ParseDict(body, service.ReplayInspectionRequest())
        given = {one.name: value for one, value in asked.ListFields()}
        return self.bureau.call("ReplayInspection", self.bureau.section, **given).inspection  # type: ignore[no-any-return]

    def signed(self, record: dict[str, Any]) -> pb.Inspection:
        """Started, recorded and signed by all, without a break."""
        return self.replay(self.capture(record))

    def answer(self, **fields: Any) -> pb.Inspection:
        """The unit's person signs."""
        response = {"answer": pb.UNIT_ANSWER_SIGNED, "person": "所主任", **fields}
        done = self.bureau.call("AnswerInspection", self.bureau.section, name=self.name, response=response)
        return done.inspection  # type: ignore[no-any-return]

    def close(self, **fields: Any) -> pb.Inspection:
        """It ends."""
        asked = {"name": self.name, **fields}
        return self.bureau.call("CloseInspection", self.bureau.section, **asked).inspection  # type: ignore[no-any-return]


def post(person: str, **changes: Any) -> dict[str, Any]:
    """Somebody who is there as the roster has it."""
    usual = {
        "person": person, "rostered": True, "on_post": True, "signed_in": True, "leave_document": "",
        "manner": "PROPER", "note": "",
    }  # fmt: skip
    return {**usual, **changes}


def checklist(bureau: Bureau, **changes: Any) -> checklist_pb2.Checklist:
    """A published list of two items."""
    told = {"title": "突击检查清单", "division": HOME, "items": ITEMS, "document_number": "清单1号", **changes}
    made = bureau.call("CreateChecklist", bureau.section, checklist=told)
    done = bureau.call("PublishChecklist", bureau.chief, name=made.name, document_number="清单公布1号")
    return done.checklist  # type: ignore[no-any-return]


def officer_with_key(bureau: Bureau) -> tuple[str, str]:
    """A certified officer, and his private key."""
    name, private = bureau.officer().name, client.new_key()
    told = {"public_key": client.public_key_of(private), "proof": client.proof_of(private, name)}
    bureau.call("RegisterOfficerKey", bureau.chief, name=name, document_number="公钥登记1号", **told)
    return name, private


def planned(bureau: Bureau, kind: int, **fields: Any) -> pb.Inspection:
    """A plan."""
    usual = {"kind": kind, "division": HOME, "planned_date": DAY, "document_number": "检查方案1号", **fields}
    made: pb.Inspection = bureau.call("CreateInspection", bureau.section, inspection=usual)
    return made


def approve(bureau: Bureau, name: str, **fields: Any) -> pb.Inspection:
    """The chief agrees."""
    asked = {"name": name, "document_number": "检查批准1号", **fields}
    return bureau.call("ApproveInspection", bureau.chief, **asked).inspection  # type: ignore[no-any-return]


def spot_check(bureau: Bureau, unit: Any = None, keys: dict[str, str] | None = None, **fields: Any) -> Visit:
    """An approved spot check of an office that nobody can read from it."""
    target = unit or office(bureau)
    held = keys or dict(officer_with_key(bureau) for _ in range(2))
    usual = {
        "target_commitment": target_commitment(target.name, SECRET), "officers": list(held),
        "checklist": fields.pop("checklist", None) or checklist(bureau).name, **fields,
    }  # fmt: skip
    made = planned(bureau, pb.INSPECTION_KIND_SPOT_CHECK, **usual)
    return Visit(bureau=bureau, inspection=approve(bureau, made.name), unit=target, keys=held)
