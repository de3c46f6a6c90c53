"""How somebody comes into the register and from state to state (GO-30, GO-39, K2). It must not move an office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.grassroots_offices.domain.practitioner import (
    CertifiedLeave,
    Education,
    InternDraft,
    Leave,
    Person,
    PracticeSpan,
    Practitioner,
    PractitionerDraft,
    PractitionerState,
    Suspension,
)

_S = PractitionerState


def register_practitioner(
    draft: PractitionerDraft, *, division: str, name: str, span: str, now: dt.datetime, today: dt.date
) -> Practitioner:
    """Somebody whose certificate was issued before, practising from that day on (P-07). Raises InvalidFields."""
    faults = tuple(_faults(draft, today))
    if faults:
        raise InvalidFields(faults)
    entry = Entry(happened_date=draft.certified_date, late=False, reason="")
    made = _person(draft, _S.ACTIVE, division=division, name=name, span=span, entry=entry, now=now)
    return replace(
        made, certificate_number=draft.certificate_number, certified_date=draft.certified_date, partner=draft.partner
    )  # fmt: skip


def register_intern(
    draft: InternDraft, *, division: str, name: str, span: str, entry: Entry, now: dt.datetime
) -> Practitioner:
    """Somebody who begins an internship, from which the year counts (GO-30)."""
    made = _person(draft, _S.INTERN, division=division, name=name, span=span, entry=entry, now=now)
    return replace(made, internship_date=entry.happened_date)


def moved(
    practitioner: Practitioner, state: PractitionerState, *, office: str, division: str, span: str, entry: Entry,
    document: str,
) -> Practitioner:  # fmt: skip
    """The practitioner in another state from the day on. Whoever left an office is no partner of it any more."""
    following = _span(practitioner.name, state, office, span=span, entry=entry, document=document)
    return replace(
        practitioner, state=state, office=office, division=division,
        partner=practitioner.partner and office == practitioner.office, spans=(*practitioner.spans, following),
        suspended_until_date=None, etag=_next(practitioner),
    )  # fmt: skip


def suspended(practitioner: Practitioner, suspension: Suspension, on: dt.date) -> Practitioner:
    """Suspended until the day that the decision names (K2). Raises DATES_REVERSED."""
    _refuse_reversed(on, suspension.until_date)
    return replace(practitioner, suspended_until_date=suspension.until_date)


def refuse_early_resumption(practitioner: Practitioner, on: dt.date) -> None:
    """Raise SUSPENSION_NOT_OVER until the day after the last one that was decided (K2)."""
    until = practitioner.suspended_until_date
    if until is not None and on <= until:
        raise RuleViolated(
            "SUSPENSION_NOT_OVER",
            "停止执业的期限尚未届满（K2），不能恢复执业。请在期限届满后办理，或者先由作出决定的机关变更决定。",
            rules=("K2",),
            until_date=until.isoformat(),
        )


def with_leave(practitioner: Practitioner, leave: Leave, entry: Entry) -> Practitioner:
    """The practitioner with a further certified leave (GO-67). Raises DATES_REVERSED, LEAVES_OVERLAP."""
    _refuse_reversed(entry.happened_date, leave.until_date)
    if any(one.from_date <= leave.until_date and entry.happened_date <= one.until_date for one in practitioner.leaves):
        raise RuleViolated(
            "LEAVES_OVERLAP",
            "所填假期与已登记的假期重叠，同一天不能扣除两次（GO-67）。请核对起止日期后提交。",
            rules=("GO-67",),
        )
    taken = CertifiedLeave(
        from_date=entry.happened_date, until_date=leave.until_date, document_number=leave.document_number,
        late=entry.late, entry_reason=entry.reason,
    )  # fmt: skip
    leaves = tuple(sorted((*practitioner.leaves, taken), key=lambda one: one.from_date))
    return replace(practitioner, leaves=leaves, etag=_next(practitioner))


def with_hold(practitioner: Practitioner, hold: str) -> Practitioner:
    """Supervision's hold runs (K2): noted in every state, and it takes effect in ACTIVE alone."""
    return replace(practitioner, holds=tuple(dict.fromkeys((*practitioner.holds, hold))), etag=_next(practitioner))


def without_hold(practitioner: Practitioner, hold: str) -> Practitioner:
    """A hold was lifted; others may still run."""
    left = tuple(one for one in practitioner.holds if one != hold)
    return replace(practitioner, holds=left, etag=_next(practitioner))


def with_partner(practitioner: Practitioner, *, partner: bool) -> Practitioner:
    """A partner of the office, or no longer one (GO-02)."""
    return replace(practitioner, partner=partner, etag=_next(practitioner))


def certified(practitioner: Practitioner, number: str, *, on: dt.date) -> Practitioner:
    """The first certificate was granted on the day (GO-33)."""
    return replace(practitioner, certificate_number=number, certified_date=on)


def refuse_late_hiring(day: dt.date, due: dt.date) -> None:
    """Raise HIRED_TOO_LATE after the six months (GO-39)."""
    if day > due:
        raise RuleViolated(
            "HIRED_TOO_LATE",
            "解除聘用后六个月内未被其他所聘用的，应当注销执业证（GO-39）。请办理注销，重新执业须另行申请。",
            rules=("GO-39",),
            due_date=due.isoformat(),
        )


def refuse_early_cancellation(day: dt.date, due: dt.date | None) -> None:
    """Raise NOT_YET_SIX_MONTHS unless somebody without an office has been so until the day after (GO-39)."""
    if due is None or day <= due:
        raise RuleViolated(
            "NOT_YET_SIX_MONTHS",
            "以“六个月内未被聘用”为由注销的，须自解除聘用之日起已满六个月（GO-39）。请核对期限或者改选注销事由。",
            rules=("GO-39",),
            due_date=due.isoformat() if due else "",
        )


def certificate_taken() -> Refusal:
    """The refusal of a second entry under one certificate."""
    message = "该执业证号已登记，请从人员列表中查找，不要重复登记。"
    return Refusal(Kind.ALREADY_EXISTS, "CERTIFICATE_TAKEN", message)


def _person(
    draft: Person, state: PractitionerState, *, division: str, name: str, span: str, entry: Entry, now: dt.datetime
) -> Practitioner:  # fmt: skip
    values = {field.name: getattr(draft, field.name) for field in fields(Person)}
    first = _span(name, state, draft.office, span=span, entry=entry, document=draft.document_number)
    return Practitioner(
        **values, name=name, certificate_number=None, certified_date=None, internship_date=None, partner=False,
        state=state, holds=(), suspended_until_date=None, division=division, leaves=(), spans=(first,), create_time=now,
        etag="1",
    )  # fmt: skip


def _span(
    practitioner: str, state: PractitionerState, office: str, *, span: str, entry: Entry, document: str
) -> PracticeSpan:  # fmt: skip
    return PracticeSpan(
        name=span, practitioner=practitioner, state=state, office=office, from_date=entry.happened_date,
        document_number=document, late=entry.late, entry_reason=entry.reason, deadline=None,
    )  # fmt: skip


def _next(practitioner: Practitioner) -> str:
    return str(int(practitioner.etag) + 1)


def _refuse_reversed(begin: dt.date, until: dt.date) -> None:
    if until < begin:
        raise InvalidFields((
            Violation(field="until_date", reason="DATES_REVERSED", description="截止日期早于开始日期，请核对后填写"),
        ))  # fmt: skip


def _faults(draft: PractitionerDraft, today: dt.date) -> Iterator[Violation]:
    """A certificate of tomorrow; neither education nor qualification (GO-30)."""
    if draft.certified_date > today:
        yield _fault("certified_date", "DATE_IN_FUTURE", "发证日期不能晚于今天（P-06），请按执业证填写")
    if draft.education is Education.BELOW and not draft.legal_qualification:
        yield _fault(
            "education", "CONDITIONS_NOT_MET",
            "学历不足且无法律职业资格或者原基层法律服务工作者执业资格的，不符合执业条件（GO-30），请核对资格",
        )  # fmt: skip


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"practitioner.{field}", reason=reason, description=description)
