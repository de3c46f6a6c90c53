"""Who does not practise, and from when on his office has to dismiss him (GO-40). It must not end a contract."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented


class AbsenceGround(enum.Enum):
    """Why somebody does not practise."""

    STOPPED = enum.auto()
    ILLNESS = enum.auto()


class PracticeAbsenceState(enum.Enum):
    """Where an absence stands."""

    OPEN = enum.auto()
    ENDED = enum.auto()
    DISMISSED = enum.auto()


_S = PracticeAbsenceState
MOVES: Moves[PracticeAbsenceState] = {
    _S.OPEN: {"end": frozenset({_S.ENDED}), "recordDismissal": frozenset({_S.DISMISSED})},
    _S.ENDED: {},
    _S.DISMISSED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeAbsenceDraft:
    """What is entered; `medical_until_date` of an illness alone."""

    practitioner: str
    ground: AbsenceGround
    from_date: dt.date
    medical_until_date: dt.date | None
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeAbsence(PracticeAbsenceDraft):
    """One absence; from `dismiss_from_date` on the dismissal is owed."""

    name: str
    state: PracticeAbsenceState
    office: str
    dismiss_from_date: dt.date
    end_date: dt.date | None
    end_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeAbsenceFilter:
    """What a list asks for; None and empty mean any."""

    state: PracticeAbsenceState | None
    office: str
    practitioner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnd(Documented):
    """How it ended without a dismissal."""

    end_reason: str


def check_draft(draft: PracticeAbsenceDraft) -> None:
    """Raise InvalidFields: a medical period that is missing, not asked for, or over before it begins (GO-40)."""
    if faults := tuple(_faults(draft)):
        raise InvalidFields(faults)


def begin(
    draft: PracticeAbsenceDraft, running: Iterable[PracticeAbsence], *, name: str, office: str, division: str,
    full_months: dt.date, now: dt.datetime,
) -> PracticeAbsence:  # fmt: skip
    """The absence; `full_months` is the day on which three full months are over (GO-40).

    Raises NOT_OF_AN_OFFICE, ABSENCE_OPEN.
    """
    if not office:
        message = "该人员当日不属于任何所，没有应当解除聘用的所（GO-40）。请核对人员和日期。"
        raise RuleViolated("NOT_OF_AN_OFFICE", message, rules=("GO-40",))
    if tuple(running):
        message = "该人员已有一项未了结的中断执业登记（GO-40）。请先了结（end 或者 recordDismissal）。"
        raise RuleViolated("ABSENCE_OPEN", message, rules=("GO-40",))
    values = {field.name: getattr(draft, field.name) for field in fields(PracticeAbsenceDraft)}
    after = draft.medical_until_date + dt.timedelta(days=1) if draft.medical_until_date else full_months
    return PracticeAbsence(
        **values, name=name, state=PracticeAbsenceState.OPEN, office=office, dismiss_from_date=after, end_date=None,
        end_reason="", division=division, create_time=now, etag="1",
    )  # fmt: skip


def allow(absence: PracticeAbsence, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, absence.state, action, what="中断执业登记", etag=absence.etag, given=etag)


def ended(absence: PracticeAbsence, end: AbsenceEnd, entry: Entry) -> PracticeAbsence:
    """He practises again, or had a good reason (GO-40)."""
    return replace(_done(absence, PracticeAbsenceState.ENDED, entry), end_reason=end.end_reason)


def dismissed(absence: PracticeAbsence, entry: Entry) -> PracticeAbsence:
    """The office dismissed him (GO-40). Raises DISMISSED_TOO_EARLY."""
    if entry.happened_date < absence.dismiss_from_date:
        raise RuleViolated(
            "DISMISSED_TOO_EARLY",
            "无正当理由停止执业未满三个月，或者医疗期未满的，不能以此为由解除聘用（GO-40）。请核对日期，"
            "以其他事由解除的请直接登记解除聘用（endContract）。",
            rules=("GO-40",), from_date=absence.dismiss_from_date.isoformat(),
        )  # fmt: skip
    return _done(absence, PracticeAbsenceState.DISMISSED, entry)


def _done(absence: PracticeAbsence, state: PracticeAbsenceState, entry: Entry) -> PracticeAbsence:
    return replace(absence, state=state, end_date=entry.happened_date, etag=str(int(absence.etag) + 1))


def _faults(draft: PracticeAbsenceDraft) -> Iterator[Violation]:
    def fault(reason: str, description: str) -> Violation:
        return Violation(field="practice_absence.medical_until_date", reason=reason, description=description)

    ill, until = draft.ground is AbsenceGround.ILLNESS, draft.medical_until_date
    if ill and until is None:
        yield fault("MEDICAL_PERIOD_MISSING", "因病中断执业的须填写医疗期截止日期（GO-40），请按证明填写")
    if not ill and until is not None:
        yield fault("MEDICAL_PERIOD_UNEXPECTED", "不是因病中断执业的不填医疗期（GO-40），请清空")
    if until is not None and until < draft.from_date:
        yield fault("DATES_REVERSED", "医疗期截止日期早于开始日期，请核对（GO-40）")
