"""The table of visits and calls that were registered before the system came (P-07). It must not look anything up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from chassis.kernel.errors import Violation
from chassis.kernel.table import CellKind, Column, Value
from chassis.kernel.uploaded_row import TextCell, cell_fault, text_faults, text_in
from services.legal_aid.domain.contact import ContactDoor, ContactOutcome

COLUMNS = (
    Column(heading="原编号", name="number", key=True),
    Column(heading="日期", name="received_date", kind=CellKind.DATE),
    Column(heading="来源", name="door"),
    Column(heading="姓名", name="person_name", required=False),
    Column(heading="电话", name="phone", required=False),
    Column(heading="事项", name="topic"),
    Column(heading="诉求", name="need", required=False),
    Column(heading="对方", name="opponent", required=False),
    Column(heading="结果", name="outcome", required=False),
    Column(heading="办结日期", name="closed_date", kind=CellKind.DATE, required=False),
    Column(heading="答复", name="answer", required=False),
    Column(heading="承接单位", name="referred_to", required=False),
)
DOORS = {
    "窗口": ContactDoor.COUNTER, "热线": ContactDoor.HOTLINE, "来信": ContactDoor.LETTER, "网络": ContactDoor.WEB,
    "微信": ContactDoor.WECHAT, "外出": ContactDoor.OUTREACH, "站点": ContactDoor.STATION, "岗位": ContactDoor.POST,
}  # fmt: skip
OUTCOMES = {
    "已答复": ContactOutcome.ANSWERED, "转申请": ContactOutcome.APPLICATION,
    "转其他单位": ContactOutcome.REFERRED_OUT, "离开": ContactOutcome.LEFT,
}  # fmt: skip
# What each outcome cannot do without, by column and heading (LA-125, LA-127).
NEEDS = {ContactOutcome.ANSWERED: ("answer", "答复"), ContactOutcome.REFERRED_OUT: ("referred_to", "承接单位")}
TEXTS = (
    TextCell(name="number", heading="原编号", least=1, most=60),
    TextCell(name="person_name", heading="姓名", least=0, most=60),
    TextCell(name="phone", heading="电话", least=0, most=40),
    TextCell(name="topic", heading="事项", least=2, most=200),
    TextCell(name="need", heading="诉求", least=0, most=1000),
    TextCell(name="opponent", heading="对方", least=0, most=60),
    TextCell(name="answer", heading="答复", least=0, most=2000),
    TextCell(name="referred_to", heading="承接单位", least=0, most=100),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRow:
    """One row; without an outcome nobody has settled it yet."""

    number: str
    received_date: dt.date
    door: ContactDoor
    person_name: str
    phone: str
    topic: str
    need: str
    opponent: str
    outcome: ContactOutcome | None
    closed_date: dt.date | None
    answer: str
    referred_to: str


def opening_faults(
    rows: Sequence[Mapping[str, Value]], known: AbstractSet[str], *, cut_off: dt.date
) -> Iterator[Violation]:
    """Every cell that cannot be taken; `known` are the old numbers that stand in the register (P-07)."""
    for place, row in enumerate(rows, start=1):
        if text_in(row, "number") in known:
            yield cell_fault(place, "number", "NUMBER_KNOWN", "原编号：该编号的记录已经导入，不能再导入（P-07）")
        if text_in(row, "door") not in DOORS:
            yield cell_fault(place, "door", "DOOR", f"来源：须为{'、'.join(DOORS)}之一")
        yield from text_faults(place, row, TEXTS)
        yield from _date_faults(place, row, cut_off)
        yield from _outcome_faults(place, row)


def opening_rows(rows: Sequence[Mapping[str, Value]]) -> tuple[OpeningRow, ...]:
    """What rows without faults say."""
    return tuple(found for row in rows if (found := _row(row)) is not None)


def _row(row: Mapping[str, Value]) -> OpeningRow | None:
    day, closed = row["received_date"], row.get("closed_date")
    if not isinstance(day, dt.date):
        return None
    return OpeningRow(
        number=text_in(row, "number"), received_date=day, door=DOORS[text_in(row, "door")],
        person_name=text_in(row, "person_name"), phone=text_in(row, "phone"), topic=text_in(row, "topic"),
        need=text_in(row, "need"), opponent=text_in(row, "opponent"), outcome=OUTCOMES.get(text_in(row, "outcome")),
        closed_date=closed if isinstance(closed, dt.date) else None, answer=text_in(row, "answer"),
        referred_to=text_in(row, "referred_to"),
    )  # fmt: skip


def _date_faults(place: int, row: Mapping[str, Value], cut_off: dt.date) -> Iterator[Violation]:
    day, closed = row.get("received_date"), row.get("closed_date")
    for name, heading in (("received_date", "日期"), ("closed_date", "办结日期")):
        value = row.get(name)
        if isinstance(value, dt.date) and value > cut_off:
            yield cell_fault(place, name, "DATE_AFTER_CUT_OFF", f"{heading}：晚于截止日期，请在系统中另行登记（P-07）")
    if isinstance(day, dt.date) and isinstance(closed, dt.date) and closed < day:
        yield cell_fault(place, "closed_date", "DATES_REVERSED", "办结日期：早于登记日期，请核对（P-07）")


def _outcome_faults(place: int, row: Mapping[str, Value]) -> Iterator[Violation]:
    said = text_in(row, "outcome")
    outcome = OUTCOMES.get(said)
    if said and outcome is None:
        yield cell_fault(place, "outcome", "OUTCOME", f"结果：须为空，或者{'、'.join(OUTCOMES)}之一")
    if bool(said) is not isinstance(row.get("closed_date"), dt.date):
        text = "办结日期：有结果的须填写，未办结的须为空（P-07）"
        yield cell_fault(place, "closed_date", "OUTCOME_INCOMPLETE", text)
    name, heading = NEEDS.get(outcome, ("", "")) if outcome else ("", "")
    if name and not text_in(row, name):
        yield cell_fault(place, name, "OUTCOME_INCOMPLETE", f"{heading}：该结果须填写（LA-125）")
