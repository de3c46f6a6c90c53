"""Self-inspections through the gRPC door. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.supervision.v1 import campaign_unit_pb2
from sifa.supervision.v1 import self_inspection_pb2 as pb
from sifa.supervision.v1.supervised_unit_pb2 import UNIT_TOPIC_LEGAL_SERVICES

from tests.services.supervision.bureau import Bureau

HEAD = {"filled_date": "2021-01-07", "filler": "示例甲", "approver": "示例主任", "contact": "0000-1234567"}
FIGURES = pb.SheetFigures(
    files_sampled=6, clients_called=4, complaint_count=2, complaint_settled_count=1, petition_count=0,
    petition_settled_count=0,
)  # fmt: skip
NONE = pb.SHEET_FINDING_NONE_FOUND
ONGOING = {
    "finding": pb.SHEET_FINDING_PROBLEM, "problem": "两件案件未及时录入", "measure": "逐件补录",
    "responsible_person": "示例甲", "action_officer": "周示例", "completion": pb.SHEET_COMPLETION_ONGOING,
    "next_step": "核对线上线下数据",
    "due_date": "2021-01-25",
}  # fmt: skip
DONE = {**ONGOING, "completion": pb.SHEET_COMPLETION_DONE, "next_step": "", "due_date": ""}


def nil(count: int, **rows: dict[str, Any]) -> list[pb.SheetRow]:
    """So many rows without a problem; `rows` replaces some, for example `row4={…}`."""
    given = {int(name.removeprefix("row")): told for name, told in rows.items()}
    return [pb.SheetRow(number=number, **given.get(number, {"finding": NONE})) for number in range(1, count + 1)]


def opened(bureau: Bureau, unit: campaign_unit_pb2.CampaignUnit, person: str = "") -> pb.SelfInspection:
    """A sheet with its blank rows."""
    asked = {"campaign_unit": unit.name, "person": person}
    made: pb.SelfInspection = bureau.call("CreateSelfInspection", bureau.section, self_inspection=asked)
    return made


def filled(bureau: Bureau, sheet: str, rows: list[pb.SheetRow], **fields: Any) -> pb.SelfInspection:
    """Filled in."""
    asked = {"name": sheet, "rows": rows, **HEAD, **fields}
    return bureau.call("FillSelfInspection", bureau.section, **asked).self_inspection  # type: ignore[no-any-return]


def submitted(bureau: Bureau, sheet: str, **fields: Any) -> pb.SelfInspection:
    """Handed in, signed."""
    asked = {"name": sheet, "sha256": "cd" * 32, "document_number": "自查表1号", **fields}
    return bureau.call("SubmitSelfInspection", bureau.section, **asked).self_inspection  # type: ignore[no-any-return]


def accepted(bureau: Bureau, sheet: str) -> pb.SelfInspection:
    """Accepted by the section."""
    done = bureau.call("AcceptSelfInspection", bureau.section, name=sheet)
    return done.self_inspection  # type: ignore[no-any-return]


def whole(
    bureau: Bureau, unit: campaign_unit_pb2.CampaignUnit, person: str = "", **rows: dict[str, Any]
) -> pb.SelfInspection:
    """From the blank sheet to the accepted one."""
    sheet = opened(bureau, unit, person)
    own_of_topics = not person and sheet.topic == UNIT_TOPIC_LEGAL_SERVICES
    filled(bureau, sheet.name, nil(len(sheet.rows), **rows), **({"figures": FIGURES} if own_of_topics else {}))
    submitted(bureau, sheet.name)
    return accepted(bureau, sheet.name)
