"""What happens to a case between assignment and archive (LA-54, LA-61 to LA-64, LA-67, LA-74, LA-76, LA-77, LA-100).

It must not choose a handler, terminate a case or move money.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.case import Case, StageEntry, flagged, present_assignment, with_present
from services.legal_aid.domain.case_assignment import (
    CaseAssignment,
    QualificationSnapshot,
    Replacement,
    ReplacementGround,
)
from services.legal_aid.domain.case_words import CaseFlag, CaseStage, CaseState, EndBasis, Grade
from services.legal_aid.domain.pairing import end_running, shares_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Happening):
    """The signed agreement; why it is late, when the recipient's or another objective cause prevented it (LA-54)."""

    delay_cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Happening):
    """The first meeting; in criminal cases whether the person agrees to the defence (LA-67)."""

    agrees: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChange(Happening):
    """The next stage and the authority that has it."""

    stage: CaseStage
    authority_name: str
    authority_case_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(Happening):
    """What ended the case (LA-76)."""

    end_basis: EndBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReview(Happening):
    """Whether the closing file is complete; `missing_items` empty accepts it (LA-77)."""

    missing_items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading(Happening):
    """The grade and why (LA-74)."""

    grade: Grade
    reason: str


def arrange(
    case: Case, handler: str, handler_name: str, qualification: QualificationSnapshot, *, on: dt.date
) -> Case:  # fmt: skip
    """The unit arranges the person (LA-55). Raises RuleViolated NOT_ASSIGNED."""
    present = replace(
        present_assignment(case), handler=handler, handler_name=handler_name, qualification=qualification,
        arranged_date=on,
    )  # fmt: skip
    return with_present(case, present)


def agree(case: Case, agreement: Agreement, *, on: dt.date, late: bool) -> Case:
    """The agency agreement and the power are signed (LA-54).

    Raises RuleViolated HANDLER_NOT_ARRANGED, and DELAY_CAUSE_MISSING when it is late without a cause.
    """
    present = present_assignment(case)
    if not present.handler:
        raise RuleViolated(
            "HANDLER_NOT_ARRANGED",
            "承办机构尚未安排承办人（LA-55），请先办理安排承办人，再签订委托代理协议。",
            rules=("LA-55",),
        )
    if late and not agreement.delay_cause:
        raise RuleViolated(
            "DELAY_CAUSE_MISSING",
            "签订委托代理协议已超过期限（LA-54）。因受援人或者其他客观原因延误的，请在 delay_cause 中写明原因。",
            rules=("LA-54",),
        )
    signed = with_present(case, replace(present, agreement_date=on, delay_cause=agreement.delay_cause))
    signed = replace(signed, state=CaseState.AGREED)
    return flagged(signed, CaseFlag.AGREEMENT_LATE) if late else signed


def meet(case: Case, meeting: Meeting) -> Case:
    """The first meeting. Whoever does not agree is reported to authority and institution (LA-67)."""
    met = replace(case, state=CaseState.IN_PROGRESS)
    return met if meeting.agrees else flagged(met, CaseFlag.DEFENCE_REFUSED)


def enter_stage(case: Case, change: StageChange, *, on: dt.date) -> Case:
    """The case goes into another stage; each stage only once (LA-94). Raises RuleViolated STAGE_ENTERED_BEFORE."""
    if any(entry.stage is change.stage for entry in case.stages):
        raise RuleViolated(
            "STAGE_ENTERED_BEFORE",
            "该案件已登记过这一阶段，每一阶段只登记一次（LA-94）。再次审理的，请另行立案。",
            rules=("LA-94",),
        )
    entry = StageEntry(
        stage=change.stage, entered_date=on, authority_name=change.authority_name,
        authority_case_number=change.authority_case_number,
    )  # fmt: skip
    return replace(
        case, stage=change.stage, stages=(*case.stages, entry), authority_name=change.authority_name,
        authority_case_number=change.authority_case_number,
    )  # fmt: skip


def refuse_replacement_of(case: Case, replacement: Replacement) -> None:
    """Raise RuleViolated when the ground does not fit the case (LA-61, LA-62), InvalidFields for too large a share."""
    if replacement.ground is ReplacementGround.RECIPIENT_CHANGE and case.mandatory:
        raise RuleViolated(
            "AUTHORITY_DECIDES",
            "应当通知辩护的案件，受援人拒绝承办律师的，由办案机关审查理由（LA-62），请凭其意见以相应理由办理。",
            rules=("LA-62",),
        )
    before = [one for one in case.assignments if one.ground is ReplacementGround.REFUSAL_FOUND_JUSTIFIED]
    if replacement.ground is ReplacementGround.REFUSAL_FOUND_JUSTIFIED and before:
        raise RuleViolated(
            "SECOND_REFUSAL", "重新开庭后再次拒绝辩护的，不予准许（LA-62）。原承办律师继续承办。", rules=("LA-62",)
        )
    if replacement.workload_share_bp > case.share_left_bp:
        text = "工作量份额超过该案件尚未分配的份额（LA-100），各承办人份额合计应为10000（即100%），请核对"
        raise InvalidFields((Violation(field="workload_share_bp", reason="SHARE_TOO_LARGE", description=text),))


def replace_handler(case: Case, replacement: Replacement, *, on: dt.date) -> Case:
    """End the running assignment with its share of the work; the institution assigns anew.

    The recipient's wish (LA-61), a refusal found justified (LA-62), neglect (LA-63), the handler's good reason (LA-64),
    a bar (LA-65), a conflict (LA-66), a unit that refused (LA-106) or arranged nobody (LA-55).
    """
    present_assignment(case)
    ended = end_running(case, replacement.workload_share_bp, on=on, ground=replacement.ground)
    return replace(ended, state=CaseState.REASSIGNING)


def end(case: Case, ending: Ending, *, on: dt.date) -> Case:
    """The case has ended: the day of the paper or settlement, not of the hearing (LA-76)."""
    return replace(case, state=CaseState.ENDED, ended_date=on, end_basis=ending.end_basis)


def submit_file(case: Case) -> Case:
    """The closing file is handed in (LA-77)."""
    return replace(case, state=CaseState.FILE_SUBMITTED, missing_items=())


def review_file(case: Case, review: FileReview, *, on: dt.date) -> Case:
    """Accept the closing file, or return it with what is missing (LA-77)."""
    if review.missing_items:
        return replace(case, state=CaseState.FILE_RETURNED, missing_items=review.missing_items)
    return replace(case, state=CaseState.FILE_ACCEPTED, file_accepted_date=on)


def grade(case: Case, grading: Grading) -> Case:
    """Set the grade (LA-74)."""
    return replace(case, state=CaseState.GRADED, grade=grading.grade)


def refuse_lost_qualification(obstacles: tuple[str, ...], *, barred: bool) -> None:
    """Raise RuleViolated QUALIFICATION_LOST when the handler may not go on into a stage (E-24, LA-65).

    The obstacles of one who is held, suspended or cancelled name BARRED.
    """
    found = (*obstacles, "BARRED") if barred else obstacles
    if found:
        raise RuleViolated(
            "QUALIFICATION_LOST",
            "承办人不具备承办下一阶段的资格（LA-50至LA-53）或者正处于暂停、停止执业、注销状态（LA-65），"
            "请先办理更换承办人，再登记进入该阶段。",
            rules=("LA-50", "LA-51", "LA-52", "LA-65"),
            obstacles=",".join(found),
        )


def end_assignment(case: Case, *, on: dt.date) -> Case:
    """The running assignment ends with what the others leave of the work (LA-100)."""
    present_assignment(case)
    return end_running(case, case.share_left_bp, on=on)


def final_shares(case: Case) -> tuple[tuple[CaseAssignment, int], ...]:
    """Each assignment that did work with its share; the shares add up to the whole (LA-100)."""
    running = shares_of(case, case.share_left_bp)
    shares = ((one, running.get(one.name, one.workload_share_bp)) for one in case.assignments)
    return tuple((one, share) for one, share in shares if share)
