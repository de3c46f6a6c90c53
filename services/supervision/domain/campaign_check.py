"""The signed record of a check at a unit of a campaign (SV-02, SV-04, SV-05). It must not plan one."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.supervision.domain.campaign import CoverageKind
from services.supervision.domain.campaign_unit import CampaignUnit, CheckResult
from services.supervision.domain.documented import Documented
from services.supervision.domain.inspection_officer import InspectionOfficer, may_inspect


class FindingClass(enum.Enum):
    """Against whom a finding is, when it is not against the unit (SV-80)."""

    STANDARD_ITSELF = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckProblem:
    """A problem that becomes a rectification, or a proposal; without a day the default counts (SV-20, SV-21)."""

    item: int
    problem: str
    measure: str
    responsible_person: str
    action_officer: str
    due_date: dt.date | None
    finding_class: FindingClass | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Documented):
    """What was checked, by whom, and what was found."""

    kind: CoverageKind
    officers: tuple[str, ...]
    people_checked: int
    ledgers_checked: int
    files_checked: int
    files_total: int
    result: CheckResult
    problems: tuple[CheckProblem, ...]


def refuse_unfit(unit: CampaignUnit, check: Check, officers: list[InspectionOfficer], on: dt.date) -> None:
    """What was not planned, was entered before, or was done by the wrong people (SV-02, SV-05).

    Raises CHECK_NOT_PLANNED, CHECK_ENTERED, OFFICERS_UNFIT, CHECK_INCOMPLETE, and InvalidFields RESULT_MISMATCH.
    """
    cell = unit.cell(check.kind)
    if cell is None:
        raise _refused("CHECK_NOT_PLANNED", "本次专项整治没有对该单位安排这一检查（SV-02）。请核对检查种类。")
    if cell.done_date is not None:
        raise _refused("CHECK_ENTERED", "该单位的这一检查已经登记（SV-02），不能重复登记。请核对单位。")
    require_fit(unit, check.officers, officers, on)
    _require_whole(unit, check)
    if bool(check.problems) is not (check.result is CheckResult.PROBLEMS):
        text = "发现问题的须逐一列明，未发现问题的不列问题（SV-02），请核对"
        raise InvalidFields((Violation(field="result", reason="RESULT_MISMATCH", description=text),))


def require_fit(unit: CampaignUnit, named: tuple[str, ...], officers: list[InspectionOfficer], on: dt.date) -> None:
    """Whoever checks is certified on the day and has no interest in the unit or its people (SV-05).

    `officers` are those of the names that the caller may see. Raises OFFICERS_UNFIT.
    """
    subjects = {unit.subject, *(one.subject for one in unit.people)} - {""}
    fit = {
        one.name
        for one in officers
        if may_inspect(one, on) and subjects.isdisjoint(had.subject for had in one.interests)
    }
    if len(fit) < len(named):
        raise _refused(
            "OFFICERS_UNFIT",
            "检查人员须为两名以上，检查当日持有有效执法证，并且与被查单位没有利害关系（SV-05）。请核对检查人员。",
            rule="SV-05",
        )


def _require_whole(unit: CampaignUnit, check: Check) -> None:
    """A section check goes through people, ledgers and files one by one: never a sample (SV-02, E-61)."""
    found = (check.people_checked, check.ledgers_checked, check.files_checked)
    if check.kind is CoverageKind.SECTION_CHECK and found != (len(unit.people), unit.ledger_count, check.files_total):
        raise _refused(
            "CHECK_INCOMPLETE",
            f"科室检查须逐一核对（SV-02）：人员{len(unit.people)}人、台账{unit.ledger_count}本和全部案卷。请补查后登记。",
        )


def _refused(reason: str, message: str, *, rule: str = "SV-02") -> RuleViolated:
    return RuleViolated(reason, message, rules=(rule,))
