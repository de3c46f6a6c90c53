"""The table in which a roster of offices is uploaded (P-07). It must not decide whether an office may be registered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chassis.kernel.errors import Violation
from chassis.kernel.table import CellKind, Column, Value
from chassis.kernel.uploaded_row import YES_NO, TextCell, answer_faults, cell_fault, text_faults, text_in
from services.grassroots_offices.domain.office import OfficeDraft, OfficeForm
from services.grassroots_offices.domain.premises import AreaType, Premises

ANSWERS = {
    "reception_area": "接待区", "office_area": "办公区", "mediation_area": "调解区", "archive_room": "档案室",
}  # fmt: skip
# Headings of counted things, and the most of each.
COUNTS = {
    "floor_area_m2": ("面积", 10_000), "desks": ("办公桌", 1_000), "computers": ("电脑", 1_000),
    "printers": ("打印机", 1_000), "cabinets": ("文件柜", 1_000),
}  # fmt: skip
COLUMNS = (
    Column(heading="许可证号", name="licence_number", key=True),
    Column(heading="所名", name="display_name"),
    Column(heading="组织形式", name="form"),
    Column(heading="统一社会信用代码", name="credit_code"),
    Column(heading="许可日期", name="licensed_date", kind=CellKind.DATE),
    Column(heading="事业单位法人证书号", name="institution_certificate", required=False),
    Column(heading="区划代码", name="division"),
    Column(heading="地址", name="address"),
    Column(heading="地域", name="area_type"),
    *(Column(heading=heading, name=name) for name, heading in ANSWERS.items()),
    *(Column(heading=heading, name=name) for name, (heading, _) in COUNTS.items()),
    Column(heading="文号", name="document_number"),
)
FORMS = {"事业单位": OfficeForm.PUBLIC_INSTITUTION, "合伙": OfficeForm.PARTNERSHIP}
AREAS = {"乡镇": AreaType.TOWNSHIP, "街道": AreaType.STREET}
TEXTS = (
    TextCell(name="licence_number", heading="许可证号", least=4, most=40),
    TextCell(name="display_name", heading="所名", least=4, most=60),
    TextCell(name="institution_certificate", heading="事业单位法人证书号", least=0, most=40),
    TextCell(name="address", heading="地址", least=4, most=120),
    TextCell(name="document_number", heading="文号", least=2, most=60),
)
_DIVISION = re.compile(r"[1-9][0-9]{5}", re.ASCII)
_COUNT = re.compile(r"0|[1-9][0-9]{0,4}", re.ASCII)


def office_faults(rows: Sequence[Mapping[str, Value]]) -> Iterator[Violation]:
    """Every cell that cannot be read, and codes that come twice (P-07)."""
    codes: dict[str, int] = {}
    for place, row in enumerate(rows, start=1):
        if text_in(row, "form") not in FORMS:
            yield cell_fault(place, "form", "OFFICE_FORM", f"组织形式：须为{'、'.join(FORMS)}之一")
        if text_in(row, "area_type") not in AREAS:
            yield cell_fault(place, "area_type", "AREA_TYPE", f"地域：须为{'、'.join(AREAS)}之一")
        if not _DIVISION.fullmatch(text_in(row, "division")):
            yield cell_fault(place, "division", "DIVISION", "区划代码：须为六位数字（GB/T 2260）")
        first = codes.setdefault(text_in(row, "credit_code"), place)
        if first != place:
            yield cell_fault(place, "credit_code", "ROW_REPEATED", f"统一社会信用代码：与第{first}行相同，请核对")
        for name, (heading, most) in COUNTS.items():
            if _count(row, name) is None:
                yield cell_fault(place, name, "COUNT", f"{heading}：须为0至{most}的整数，不带单位")
        yield from answer_faults(place, row, ANSWERS)
        yield from text_faults(place, row, TEXTS)


def office_drafts(rows: Sequence[Mapping[str, Value]]) -> Iterator[OfficeDraft]:
    """What rows without faults say."""
    for row in rows:
        day = row["licensed_date"]
        if isinstance(day, dt.date):
            yield OfficeDraft(
                display_name=text_in(row, "display_name"), form=FORMS[text_in(row, "form")],
                institution_certificate=text_in(row, "institution_certificate"), premises=_premises(row),
                document_number=text_in(row, "document_number"), division=text_in(row, "division"),
                credit_code=text_in(row, "credit_code"), licence_number=text_in(row, "licence_number"),
                licensed_date=day,
            )  # fmt: skip


def _premises(row: Mapping[str, Value]) -> Premises:
    rooms: dict[str, Any] = {name: YES_NO[text_in(row, name)] for name in ANSWERS}
    rooms |= {name: _count(row, name) or 0 for name in COUNTS}
    return Premises(address=text_in(row, "address"), area_type=AREAS[text_in(row, "area_type")], **rooms)


def _count(row: Mapping[str, Value], name: str) -> int | None:
    text = text_in(row, name)
    return int(text) if _COUNT.fullmatch(text) and int(text) <= COUNTS[name][1] else None
