"""The table in which public-interest hours are uploaded (GO-80). It must not decide whether they count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from chassis.kernel.errors import Violation
from chassis.kernel.table import CellKind, Column, Value
from chassis.kernel.uploaded_row import TextCell, cell_fault, text_faults, text_in
from services.grassroots_offices.domain.service_hours import ServiceHoursDraft, ServiceKind, ServicePay

COLUMNS = (
    Column(heading="执业证号", name="certificate_number", key=True),
    Column(heading="服务日期", name="service_date", kind=CellKind.DATE, key=True),
    Column(heading="分钟", name="minutes"),
    Column(heading="服务类型", name="kind"),
    Column(heading="报酬来源", name="pay"),
    Column(heading="服务对象", name="body_served"),
    Column(heading="证明材料", name="evidence", key=True),
    Column(heading="补录原因", name="entry_reason", required=False),
)
KINDS = {
    "矛盾纠纷化解": ServiceKind.DISPUTE_RESOLUTION, "法律顾问": ServiceKind.ADVISER,
    "扶贫": ServiceKind.POVERTY_RELIEF, "法律援助咨询": ServiceKind.AID_CONSULTATION, "信访": ServiceKind.PETITION,
    "法治讲座": ServiceKind.LECTURE, "企业法治体检": ServiceKind.ENTERPRISE_CHECKUP,
}  # fmt: skip
PAYS = {
    "无偿": ServicePay.UNPAID, "政府购买": ServicePay.PURCHASED, "值班补贴": ServicePay.DUTY,
    "收费": ServicePay.CHARGED,
}  # fmt: skip
TEXTS = (
    TextCell(name="body_served", heading="服务对象", least=2, most=60),
    TextCell(name="evidence", heading="证明材料", least=2, most=60),
    TextCell(name="entry_reason", heading="补录原因", least=0, most=200),
)
DAY_MINUTES = 1440


def hours_faults(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[Violation]:
    """Every cell that cannot be read; `known` names the practitioners by certificate (GO-80)."""
    for place, row in enumerate(rows, start=1):
        if text_in(row, "certificate_number") not in known:
            yield cell_fault(
                place, "certificate_number", "CERTIFICATE_UNKNOWN",
                "执业证号：没有该执业证号的人员，或者不在您的管辖范围内，请核对",
            )  # fmt: skip
        if _minutes(row) is None:
            yield cell_fault(place, "minutes", "MINUTES", "分钟：须为1至1440的整数，不带单位")
        if text_in(row, "kind") not in KINDS:
            yield cell_fault(place, "kind", "SERVICE_KIND", f"服务类型：须为{'、'.join(KINDS)}之一")
        if text_in(row, "pay") not in PAYS:
            yield cell_fault(place, "pay", "PAY", f"报酬来源：须为{'、'.join(PAYS)}之一")
        yield from text_faults(place, row, TEXTS)


def hours_drafts(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[ServiceHoursDraft]:
    """What rows without faults say."""
    for row in rows:
        day, minutes = row["service_date"], _minutes(row)
        if isinstance(day, dt.date) and minutes is not None:
            yield ServiceHoursDraft(
                practitioner=known[text_in(row, "certificate_number")], service_date=day, minutes=minutes,
                kind=KINDS[text_in(row, "kind")], pay=PAYS[text_in(row, "pay")],
                body_served=text_in(row, "body_served"), evidence=text_in(row, "evidence"),
                entry_reason=text_in(row, "entry_reason"),
            )  # fmt: skip


def _minutes(row: Mapping[str, Value]) -> int | None:
    text = text_in(row, "minutes")
    whole = text.isascii() and text.isdecimal() and len(text) <= len(str(DAY_MINUTES)) and not text.startswith("0")
    return int(text) if whole and int(text) <= DAY_MINUTES else None
