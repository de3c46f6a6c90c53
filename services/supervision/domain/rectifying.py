"""The moves of a rectification before it is overdue, and its verification (SV-20, SV-21, E-59, E-60)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.supervision.domain.documented import Documented
from services.supervision.domain.rectification import (
    Problem,
    Rectification,
    RectificationDraft,
    RectificationEvidence,
    RectificationRound,
    RectificationState,
    ReferralKind,
    changed,
)
from services.supervision.domain.subject import check_subject

_S = RectificationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Happening):
    """What the unit did, and what shows it."""

    report: str
    evidence: tuple[RectificationEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Documented):
    """What the verifier found; `new_due_date` when it is returned."""

    accepted: bool
    finding: str
    new_due_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Documented):
    """More time."""

    new_due_date: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Documented):
    """What it goes to."""

    referral: ReferralKind


def due_by(draft: RectificationDraft, default: dt.date) -> dt.date:
    """The day that is due: as given, else the default, which the end of the phase cuts short (SV-21)."""
    if draft.due_date is not None:
        return draft.due_date
    return min(default, draft.phase_end_date or default)


def issue(
    draft: RectificationDraft, *, name: str, number: str, due: dt.date, entry: Entry, now: dt.datetime
) -> Rectification:
    """Found, then fixed: problem, measure, person and day are there (SV-20, SV-21).

    Raises SUBJECT_MISMATCH, DUE_PAST_PHASE, and InvalidFields for a day before the issue.
    """
    check_subject(draft.subject_type, draft.subject)
    if due < entry.happened_date:
        field = "rectification.due_date" if draft.due_date else "rectification.phase_end_date"
        raise _bad_day(field, "DATE_BEFORE_PREVIOUS", "整改期限早于下达日期（SV-20），请核对日期")
    _within_phase(draft, due)
    return Rectification(
        **{field.name: getattr(draft, field.name) for field in fields(Problem)}, name=name, number=number,
        issued_date=entry.happened_date, first_due_date=due, due_date=due, late=entry.late, state=_S.ISSUED,
        consequence=None, overdue_date=None, hold="", extension_reason="", extension_document="", referral=None,
        referred_date=None, referral_document="", closed_date=None, rounds=(), deadlines=(), create_time=now, etag="1",
    )  # fmt: skip


def submitted(before: Rectification, report: Report, entry: Entry, *, by: str) -> Rectification:
    """The unit has reported."""
    made = RectificationRound(
        number=len(before.rounds) + 1, submitted_date=entry.happened_date, submitted_by=by, report=report.report,
        evidence=report.evidence, verified_date=None, verified_by="", finding="", accepted=False, new_due_date=None,
    )  # fmt: skip
    return changed(before, state=_S.SUBMITTED, rounds=(*before.rounds, made))


def refuse_own(before: Rectification, *, by: str) -> None:
    """Raise OWN_RECTIFICATION: who answers for it or reported it does not verify it (E-59)."""
    if by in (before.responsible_account, before.rounds[-1].submitted_by):
        raise Refusal(
            Kind.PERMISSION_DENIED,
            "OWN_RECTIFICATION",
            "整改责任人和提交整改报告的人不得验收本项整改（E-59）。请由其他督察人员验收。",
            metadata={"rules": "SV-32"},
        )


def verified(before: Rectification, told: Verification, entry: Entry, *, by: str) -> Rectification:
    """Closed, or returned with a new day that lies within the phase (SV-20).

    Raises DUE_PAST_PHASE, and InvalidFields NEW_DUE_DATE for a missing, an idle or an early day.
    """
    last = replace(
        before.rounds[-1], verified_date=entry.happened_date, verified_by=by, finding=told.finding,
        accepted=told.accepted, new_due_date=told.new_due_date,
    )  # fmt: skip
    rounds = (*before.rounds[:-1], last)
    if told.accepted:
        if told.new_due_date is not None:
            raise _bad_day("new_due_date", "NEW_DUE_DATE", "验收通过时不填新的期限，请删去后提交（SV-20）")
        return changed(before, state=_S.CLOSED, closed_date=entry.happened_date, rounds=rounds)
    if told.new_due_date is None or told.new_due_date < entry.happened_date:
        raise _bad_day("new_due_date", "NEW_DUE_DATE", "退回整改须写明新的期限，且不早于验收日期（SV-20），请填写")
    _within_phase(before, told.new_due_date)
    return changed(before, state=_S.RETURNED, due_date=told.new_due_date, rounds=rounds)


def extended(before: Rectification, told: Extension, entry: Entry, *, allowed: bool) -> Rectification:
    """More time: where the policy has it, once, before the day, never past the end of the phase (E-60).

    Raises EXTENSION_OFF, EXTENDED_ALREADY, EXTENSION_AFTER_DUE, DUE_PAST_PHASE, and InvalidFields NEW_DUE_DATE.
    """
    if not allowed:
        raise _refused("EXTENSION_OFF", "本次整改一律不予延期（sv.extension）。逾期的提出暂停执业或追究责任。")
    if before.extension_document:
        raise _refused("EXTENDED_ALREADY", "该整改事项已延期一次，不得再次延期（E-60）。请督促按期完成。")
    if entry.happened_date > before.due_date:
        raise _refused("EXTENSION_AFTER_DUE", "整改期限已过，不得延期（E-60）。请按逾期处理。")
    if told.new_due_date <= before.due_date:
        raise _bad_day("new_due_date", "NEW_DUE_DATE", "延期后的期限须晚于现行期限（E-60），请核对")
    _within_phase(before, told.new_due_date)
    return changed(
        before, state=_S.EXTENDED, due_date=told.new_due_date, extension_reason=told.reason,
        extension_document=told.document_number,
    )  # fmt: skip


def referred(before: Rectification, told: Referral, entry: Entry) -> Rectification:
    """Still open at the end of the phase: a talk, a circular or a penalty case (SV-40).

    Raises NOT_OVERDUE, PHASE_RUNS, REFERRED_ALREADY.
    """
    if before.overdue_date is None or entry.happened_date < before.overdue_date:
        raise _refused("NOT_OVERDUE", "该整改事项未逾期，不能移交处理（SV-40）。请按期验收。", rule="SV-40")
    if before.phase_end_date is not None and entry.happened_date <= before.phase_end_date:
        raise _refused("PHASE_RUNS", "本阶段尚未结束，应继续整改（SV-40）。请在阶段结束后移交。", rule="SV-40")
    if before.referral is not None:
        raise _refused("REFERRED_ALREADY", "该整改事项已移交处理（SV-40）。请在所移交的程序中办理。", rule="SV-40")
    return changed(
        before, referral=told.referral, referred_date=entry.happened_date, referral_document=told.document_number
    )


def _within_phase(problem: Problem, due: dt.date) -> None:
    if problem.phase_end_date is not None and due > problem.phase_end_date:
        raise RuleViolated(
            "DUE_PAST_PHASE",
            f"整改期限不得晚于本阶段结束之日{problem.phase_end_date}（SV-21、E-60）。请在该日以前确定期限。",
            rules=("SV-21",),
        )


def _refused(reason: str, message: str, *, rule: str = "SV-32") -> RuleViolated:
    return RuleViolated(reason, message, rules=(rule,))


def _bad_day(field: str, reason: str, text: str) -> InvalidFields:
    return InvalidFields((Violation(field=field, reason=reason, description=text),))
