"""When examiners are away and who covers for them. It must not know an application."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class ExaminerAbsenceKind(enum.Enum):
    """Why somebody is away; sick leave is leave."""

    LEAVE = enum.auto()
    BUSINESS_TRIP = enum.auto()
    TRAINING = enum.auto()
    OTHER = enum.auto()


class ExaminerAbsenceState(enum.Enum):
    """Where an absence stands."""

    RECORDED = enum.auto()
    CANCELLED = enum.auto()


MOVES: Moves[ExaminerAbsenceState] = {
    ExaminerAbsenceState.RECORDED: {"cancel": frozenset({ExaminerAbsenceState.CANCELLED})},
    ExaminerAbsenceState.CANCELLED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerAbsenceDraft:
    """What is entered: accounts by their subjects, first and last day."""

    examiner: str
    kind: ExaminerAbsenceKind
    from_date: dt.date
    to_date: dt.date
    cover: str
    document_number: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerAbsence(ExaminerAbsenceDraft):
    """An absence; it does not count from `cancelled_date` on."""

    name: str
    state: ExaminerAbsenceState
    cancelled_date: dt.date | None
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerAbsenceFilter:
    """What a list asks for; None and empty mean any."""

    state: ExaminerAbsenceState | None
    examiner: str


def recorded(draft: ExaminerAbsenceDraft, *, name: str, now: dt.datetime) -> ExaminerAbsence:
    """The absence. Raises InvalidFields DATES_REVERSED, COVER_IS_SELF."""
    faults = list[Violation]()
    if draft.to_date < draft.from_date:
        faults.append(_fault("to_date", "DATES_REVERSED", "请假截止日期早于开始日期，请核对两个日期"))
    if draft.cover == draft.examiner:
        faults.append(_fault("cover", "COVER_IS_SELF", "顶岗人不能是请假人本人，请另选一名承办人顶岗"))
    if faults:
        raise InvalidFields(tuple(faults))
    values = {field.name: getattr(draft, field.name) for field in fields(ExaminerAbsenceDraft)}
    return ExaminerAbsence(
        **values, name=name, state=ExaminerAbsenceState.RECORDED, cancelled_date=None, create_time=now, etag="1"
    )  # fmt: skip


def cancelled(absence: ExaminerAbsence, on: dt.date, *, etag: str) -> ExaminerAbsence:
    """It does not count from the day on. Raises ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, absence.state, "cancel", what="请假登记", etag=absence.etag, given=etag)
    return replace(
        absence, state=ExaminerAbsenceState.CANCELLED, cancelled_date=on, etag=str(int(absence.etag) + 1)
    )  # fmt: skip


def covers_of(absences: Iterable[ExaminerAbsence]) -> dict[str, str]:
    """Who covers for whom on the day of these absences; of two the one that was entered last counts."""
    return {one.examiner: one.cover for one in sorted(absences, key=lambda one: one.name)}


def acting(examiner: str, covers: Mapping[str, str]) -> str:
    """Who acts for an examiner: he, or whoever covers and is there; empty when everybody who should is away."""
    asked = set[str]()
    while examiner in covers and examiner not in asked:
        asked.add(examiner)
        examiner = covers[examiner]
    return "" if examiner in asked else examiner


def acted_for(account: str, covers: Mapping[str, str]) -> tuple[str, ...]:
    """For whom an account acts besides itself, in order."""
    return tuple(sorted(one for one in covers if acting(one, covers) == account))


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"examiner_absence.{field}", reason=reason, description=description)
