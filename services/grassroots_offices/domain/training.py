"""Trainings and attendances in clock minutes (GO-48, GO-49, GO-81). It must not add up a year."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class TrainingOrganiser(enum.Enum):
    """Who held it."""

    COUNTY_BUREAU = enum.auto()
    CITY_BUREAU = enum.auto()
    PROVINCE = enum.auto()
    OFFICE = enum.auto()
    OTHER = enum.auto()


class TrainingState(enum.Enum):
    """Where it stands; HELD alone counts."""

    HELD = enum.auto()
    VOIDED = enum.auto()


MOVES: Moves[TrainingState] = {
    TrainingState.HELD: {"void": frozenset({TrainingState.VOIDED})},
    TrainingState.VOIDED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingAttendance:
    """How many clock minutes somebody took part."""

    practitioner: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingDraft:
    """What is entered."""

    title: str
    organiser: TrainingOrganiser
    training_date: dt.date
    minutes: int
    attendances: tuple[TrainingAttendance, ...]
    document_number: str
    division: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(TrainingDraft):
    """One training."""

    name: str
    state: TrainingState
    late: bool
    void_reason: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFilter:
    """What a list asks for; None means any."""

    state: TrainingState | None
    organiser: TrainingOrganiser | None


def hold_training(draft: TrainingDraft, *, name: str, entry: Entry, now: dt.datetime) -> Training:
    """A training that took place; each takes part on his own account (GO-48). Raises InvalidFields."""
    if faults := tuple(_faults(draft)):
        raise InvalidFields(faults)
    values = {field.name: getattr(draft, field.name) for field in fields(TrainingDraft)}
    return Training(
        **values, name=name, state=TrainingState.HELD, late=entry.late, void_reason="", create_time=now, etag="1"
    )  # fmt: skip


def allow(training: Training, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, training.state, action, what="培训记录", etag=training.etag, given=etag)


def voided(training: Training, reason: str) -> Training:
    """It counts for nobody any more; the entry stays readable."""
    return replace(training, state=TrainingState.VOIDED, void_reason=reason, etag=str(int(training.etag) + 1))


def _faults(draft: TrainingDraft) -> Iterator[Violation]:
    times = Counter(one.practitioner for one in draft.attendances)
    for place, one in enumerate(draft.attendances):
        path = f"training.attendances[{place}]"
        if times[one.practitioner] > 1:
            yield Violation(
                field=f"{path}.practitioner", reason="ATTENDEE_TWICE",
                description="同一人员在一次培训中只能登记一次（GO-48），请合并学习时长",
            )  # fmt: skip
        if one.minutes > draft.minutes:
            yield Violation(
                field=f"{path}.minutes", reason="ATTENDANCE_TOO_LONG",
                description="参训时长不能超过培训总时长（GO-81），请按签到核对",
            )  # fmt: skip
