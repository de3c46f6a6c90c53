"""The form on paper: nine columns in and out (F-01, SV-74). It must not know a file format."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.table import Column, Value
from services.supervision.domain.self_inspection import SelfInspection, SheetCompletion, SheetFinding, SheetRow

COLUMNS = (
    Column(heading="序号", name="number", key=True), Column(heading="项目", name="item"),
    Column(heading="存在的问题", name="problem", required=False),
    Column(heading="整改措施", name="measure", required=False),
    Column(heading="责任人", name="responsible_person", required=False),
    Column(heading="承办人", name="action_officer", required=False),
    Column(heading="完成情况", name="completion", required=False),
    Column(heading="下步措施", name="next_step", required=False),
    Column(heading="备注", name="remark", required=False),
)  # fmt: skip
NONE_FOUND = "未发现"
COMPLETIONS = {"已完成": SheetCompletion.DONE, "未完成": SheetCompletion.ONGOING}
_WORDS = {completion: word for word, completion in COMPLETIONS.items()}
# 下步措施 begins with its day, because the form has no column for it.
_STEP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})前：(.+)", re.ASCII)


def form_lines(sheet: SelfInspection) -> list[list[str]]:
    """Headings and rows of the printed form (F-01)."""
    return [[column.heading for column in COLUMNS], *(_line(row) for row in sheet.rows)]


def form_rows(before: tuple[SheetRow, ...], told: Sequence[Mapping[str, Value]]) -> list[SheetRow]:
    """The rows of a form that was handed in (F-01, SV-74).

    Raises InvalidFields ROW_UNKNOWN, ITEM_MISMATCH, COMPLETION, DATE_INVALID.
    """
    known = {str(row.number): row for row in before}
    rows, faults = [], []
    for place, cells in enumerate(told, start=1):
        own = known.get(str(cells["number"]))
        fault = _wrong(own, cells)
        if own is None or fault:
            faults.append(Violation(field=f"content[{place}].{fault[0]}", reason=fault[1], description=fault[2]))
        else:
            rows.append(_row(own, {name: str(value or "") for name, value in cells.items()}))
    if faults:
        raise InvalidFields(tuple(faults))
    return rows


def _wrong(own: SheetRow | None, cells: Mapping[str, Value]) -> tuple[str, ...]:
    """Column, reason and words of what cannot be taken; empty when all can."""
    if own is None:
        return "number", "ROW_UNKNOWN", "本表没有这一序号（SV-74），请使用导出的表填写"
    if cells["item"] != own.item:
        return "item", "ITEM_MISMATCH", "项目与本表不符（SV-74），请使用导出的表填写"
    if cells["completion"] and cells["completion"] not in COMPLETIONS:
        return "completion", "COMPLETION", "完成情况只填“已完成”或者“未完成”（F-01），请更正"
    step = _STEP.fullmatch(str(cells["next_step"] or ""))
    if step and not _is_day(step[1]):
        return "next_step", "DATE_INVALID", "下步措施开头的日期不存在（F-01），请按“YYYY-MM-DD前：措施”填写"
    return ()


def _row(own: SheetRow, cells: Mapping[str, str]) -> SheetRow:
    step = _STEP.fullmatch(cells["next_step"])
    none, blank = cells["problem"] == NONE_FOUND, not cells["problem"]
    return replace(
        own,
        finding=None if blank else SheetFinding.NONE_FOUND if none else SheetFinding.PROBLEM,
        problem="" if none else cells["problem"], measure=cells["measure"],
        responsible_person=cells["responsible_person"], action_officer=cells["action_officer"],
        completion=COMPLETIONS.get(cells["completion"]), next_step=step[2] if step else cells["next_step"],
        due_date=dt.date.fromisoformat(step[1]) if step else None, remark=cells["remark"],
    )  # fmt: skip


def _line(row: SheetRow) -> list[str]:
    step = f"{row.due_date.isoformat()}前：{row.next_step}" if row.due_date else row.next_step
    problem = NONE_FOUND if row.finding is SheetFinding.NONE_FOUND else row.problem
    return [
        str(row.number), row.item, problem, row.measure, row.responsible_person, row.action_officer,
        _WORDS[row.completion] if row.completion else "", step, row.remark,
    ]  # fmt: skip


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
