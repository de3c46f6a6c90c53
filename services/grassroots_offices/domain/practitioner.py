"""Practitioners (基层法律服务工作者): their certificate, and at which office they practise from when to when (GO-39).

It must not count an office's staff.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.happening import Happening


class Education(enum.Enum):
    """Education, as far as the conditions ask (GO-07, GO-30)."""

    BELOW = enum.auto()
    JUNIOR_LAW = enum.auto()
    BACHELOR_NON_LAW = enum.auto()
    BACHELOR_LAW = enum.auto()
    HIGHER = enum.auto()


class PractitionerState(enum.Enum):
    """Where a practitioner stands."""

    ACTIVE = enum.auto()
    UNATTACHED = enum.auto()
    CANCELLED = enum.auto()


class CancellationGround(enum.Enum):
    """Why a practice is cancelled (GO-39)."""

    DISMISSED = enum.auto()
    NOT_HIRED = enum.auto()
    OWN_REQUEST = enum.auto()
    DEATH = enum.auto()


_S = PractitionerState
_CANCEL = {"cancel": frozenset({_S.CANCELLED})}
MOVES: Moves[PractitionerState] = {
    _S.ACTIVE: {"endContract": frozenset({_S.UNATTACHED}), **_CANCEL},
    _S.UNATTACHED: {"hire": frozenset({_S.ACTIVE}), **_CANCEL},
    _S.CANCELLED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeSpan:
    """A time in one state at one office; `office` empty without one. It lasts until the next one begins."""

    name: str
    practitioner: str
    state: PractitionerState
    office: str
    from_date: dt.date
    document_number: str
    deadline: Deadline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerDraft:
    """What is entered of somebody whose certificate was issued before (P-07)."""

    office: str
    full_name: str
    certificate_number: str
    certified_date: dt.date
    education: Education
    legal_qualification: bool
    full_time: bool
    partner: bool
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner(PractitionerDraft):
    """A registered practitioner."""

    name: str
    state: PractitionerState
    division: str
    spans: tuple[PracticeSpan, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerFilter:
    """What a list asks for; None and empty mean any."""

    state: PractitionerState | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiring(Happening):
    """The office that hires."""

    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation(Happening):
    """Why a practice is cancelled."""

    ground: CancellationGround


def register_practitioner(
    draft: PractitionerDraft, *, division: str, name: str, span: str, now: dt.datetime, today: dt.date
) -> Practitioner:
    """Somebody whose certificate was issued before, practising from that day on. Raises InvalidFields."""
    faults = tuple(_faults(draft, today))
    if faults:
        raise InvalidFields(faults)
    values = {field.name: getattr(draft, field.name) for field in fields(PractitionerDraft)}
    first = PracticeSpan(
        name=span, practitioner=name, state=_S.ACTIVE, office=draft.office, from_date=draft.certified_date,
        document_number=draft.document_number, deadline=None,
    )  # fmt: skip
    return Practitioner(
        **values, name=name, state=_S.ACTIVE, division=division, spans=(first,), create_time=now, etag="1"
    )


def allow(practitioner: Practitioner, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, practitioner.state, action, what="基层法律服务工作者", etag=practitioner.etag, given=etag)


def moved(
    practitioner: Practitioner, state: PractitionerState, *, office: str, division: str, span: str, on: dt.date,
    document: str,
) -> Practitioner:  # fmt: skip
    """The practitioner in another state from the day on. One without an office is no partner any more."""
    following = PracticeSpan(
        name=span, practitioner=practitioner.name, state=state, office=office, from_date=on, document_number=document,
        deadline=None,
    )  # fmt: skip
    return replace(
        practitioner, state=state, office=office, division=division, partner=practitioner.partner and bool(office),
        spans=(*practitioner.spans, following), etag=str(int(practitioner.etag) + 1),
    )  # fmt: skip


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
