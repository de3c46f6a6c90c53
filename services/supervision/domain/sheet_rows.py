"""Rows of a self-inspection: fixed by the form, complete or not (F-01, SV-74, E-58). It must not create anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from chassis.kernel.errors import InvalidFields, Violation
from services.supervision.domain.self_inspection import (
    SelfInspection,
    SheetCompletion,
    SheetEvidence,
    SheetFinding,
    SheetRow,
)
from services.supervision.domain.supervised_unit import UnitTopic

Evidence = Mapping[int, tuple[SheetEvidence, ...]]
_OF_A_PROBLEM = ("problem", "measure", "responsible_person", "action_officer", "completion")
_OF_WHAT_REMAINS = ("next_step", "due_date")


def blank_rows(items: Sequence[str], evidence: Evidence) -> tuple[SheetRow, ...]:
    """The rows of the form with what is known of each (SV-74, F-01); evidence fills no row in."""
    return tuple(
        SheetRow(
            number=number, item=item, finding=None, problem="", measure="", responsible_person="", action_officer="",
            completion=None, next_step="", due_date=None, remark="", evidence=evidence.get(number, ()),
            rectification="",
        )
        for number, item in enumerate(items, start=1)
    )  # fmt: skip


def fill_rows(before: tuple[SheetRow, ...], given: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """The rows of the form as they were filled in; one that is not given is blank (SV-74).

    Raises InvalidFields ROW_UNKNOWN, ROW_TWICE.
    """
    known = {row.number for row in before}
    faults = []
    for place, row in enumerate(given):
        if row.number not in known:
            faults.append(_fault(f"rows[{place}].number", "ROW_UNKNOWN", "本表没有这一序号（SV-74），请核对"))
        elif row.number in [one.number for one in given[:place]]:
            faults.append(_fault(f"rows[{place}].number", "ROW_TWICE", "同一项填写了两次（SV-74），请合并"))
    if faults:
        raise InvalidFields(tuple(faults))
    said = {row.number: row for row in given}
    empty = {row.number: row for row in blank_rows([row.item for row in before], {})}
    return tuple(
        replace(
            said.get(row.number, empty[row.number]),
            item=row.item, evidence=row.evidence, rectification=row.rectification,
        )
        for row in before
    )  # fmt: skip


def require_complete(sheet: SelfInspection) -> None:
    """Every row says something, and a problem says everything (SV-73, E-58, F-01).

    Raises InvalidFields ROW_BLANK, ROW_INCOMPLETE, ROW_CONTRADICTORY, APPROVER_MISSING, FIGURES_MISSING,
    FIGURES_NOT_ASKED, FIGURES_CONTRADICTORY.
    """
    faults = [fault for place, row in enumerate(sheet.rows) for fault in _row_faults(row, f"rows[{place}]")]
    if not sheet.person and not sheet.approver:
        faults.append(_fault("approver", "APPROVER_MISSING", "单位自查表须有审批人（SV-73），请补填"))
    faults += _figure_faults(sheet)
    if faults:
        raise InvalidFields(tuple(faults))


def open_problems(sheet: SelfInspection) -> Iterator[SheetRow]:
    """Problems that are not put right and have become nothing yet: each becomes a rectification (SV-20)."""
    return (row for row in sheet.rows if row.completion is SheetCompletion.ONGOING and not row.rectification)


def has_problem(sheet: SelfInspection) -> bool:
    """Whether a row names a problem."""
    return any(row.finding is SheetFinding.PROBLEM for row in sheet.rows)


def _figure_faults(sheet: SelfInspection) -> Iterator[Violation]:
    """A firm or an office says how many files it read and clients it called, and what came of complaints (SV-83)."""
    asked = not sheet.person and sheet.topic is UnitTopic.LEGAL_SERVICES
    told = sheet.figures
    if asked and told is None:
        yield _fault(
            "figures", "FIGURES_MISSING",
            "律师事务所、基层法律服务所的单位自查表须填抽查案卷、回访当事人、投诉信访件数（SV-83），没有的填零",
        )  # fmt: skip
    if told is None:
        return
    if not asked:
        yield _fault(
            "figures", "FIGURES_NOT_ASKED",
            "只有律师事务所、基层法律服务所的单位自查表填写件数（SV-83），请删除 figures",
        )  # fmt: skip
    for name in ("complaint", "petition"):
        if getattr(told, f"{name}_settled_count") > getattr(told, f"{name}_count"):
            where = f"figures.{name}_settled_count"
            yield _fault(where, "FIGURES_CONTRADICTORY", "有结果的件数多于总件数（SV-83），请核对")


def _row_faults(row: SheetRow, where: str) -> Iterator[Violation]:
    """A row that became a rectification stays a problem: nothing that was found is unsaid."""
    if row.finding is None:
        yield _fault(
            f"{where}.finding", "ROW_BLANK", "本项未填写，空白不等于未发现问题（E-58），没有问题的须写明“未发现”"
        )
        return
    told = {name for name in (*_OF_A_PROBLEM, *_OF_WHAT_REMAINS) if getattr(row, name)}
    if row.finding is SheetFinding.NONE_FOUND:
        if told or row.rectification:
            yield _fault(
                f"{where}.finding", "ROW_CONTRADICTORY", "写明未发现问题，又填有问题或者已下达整改（F-01），请核对"
            )
        return
    wanted = _OF_A_PROBLEM + (_OF_WHAT_REMAINS if row.completion is SheetCompletion.ONGOING else ())
    for name in wanted:
        if name not in told:
            yield _fault(f"{where}.{name}", "ROW_INCOMPLETE", "有问题的本栏必填（F-01），请补充")


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=field, reason=reason, description=text)
