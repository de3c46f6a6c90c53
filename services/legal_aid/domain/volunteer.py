"""Volunteers: applied, reviewed, registered, gone; their hours and faults (LA-138, F-29).

It must not let a volunteer handle a case: consultation and drafting only, unless otherwise qualified (LA-50).
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class VolunteerState(enum.Enum):
    """Where a volunteer stands."""

    APPLIED = enum.auto()
    REVIEWED = enum.auto()
    REGISTERED = enum.auto()
    REFUSED = enum.auto()
    EXITED = enum.auto()
    CANCELLED = enum.auto()


class VolunteerService(enum.Enum):
    """What a volunteer did."""

    CONSULTATION = enum.auto()
    DRAFTING = enum.auto()


class CancelGround(enum.Enum):
    """Why a registration is cancelled."""

    HARM = enum.auto()
    PROFIT = enum.auto()
    MISSED_SERVICES = enum.auto()
    QUALITY_COMPLAINTS = enum.auto()
    CONDUCT = enum.auto()


_S = VolunteerState
MOVES: Moves[VolunteerState] = {
    _S.APPLIED: {"review": frozenset({_S.REVIEWED}), "refuse": frozenset({_S.REFUSED})},
    _S.REVIEWED: {"register": frozenset({_S.REGISTERED}), "refuse": frozenset({_S.REFUSED})},
    _S.REGISTERED: {
        "recordHours": frozenset({_S.REGISTERED}),
        "recordFault": frozenset({_S.REGISTERED}),
        "requestExit": frozenset({_S.REGISTERED}),
        "exit": frozenset({_S.EXITED}),
        "cancel": frozenset({_S.CANCELLED}),
    },
    _S.REFUSED: {},
    _S.EXITED: {},
    _S.CANCELLED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerDraft:
    """What is entered; `applied_date` None means today."""

    institution: str
    full_name: str
    phone: str
    occupation: str
    expertise: str
    applied_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerHours:
    """Hours of one day."""

    service_date: dt.date
    minutes: int
    service: VolunteerService
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerFault:
    """A missed service, or a complaint about quality."""

    fault_date: dt.date
    complaint: bool
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer(VolunteerDraft):
    """A volunteer with hours and faults."""

    applied_date: dt.date
    name: str
    division: str
    state: VolunteerState
    state_date: dt.date
    document_number: str
    reason: str
    cancel_ground: CancelGround | None
    leaving_date: dt.date | None
    hours: tuple[VolunteerHours, ...]
    faults: tuple[VolunteerFault, ...]
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str

    @property
    def total_minutes(self) -> int:
        """Minutes of all hours."""
        return sum(one.minutes for one in self.hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: VolunteerState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerPaper:
    """The paper that a step rests on."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerRefusal:
    """Why somebody is not registered."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerCancelling:
    """Why a registration is cancelled."""

    cancel_ground: CancelGround
    document_number: str
    reason: str


def apply(draft: VolunteerDraft, *, name: str, division: str, entry: Entry, now: dt.datetime) -> Volunteer:
    """Somebody wants to be a volunteer (LA-138)."""
    return Volunteer(
        institution=draft.institution, full_name=draft.full_name, phone=draft.phone, occupation=draft.occupation,
        expertise=draft.expertise, applied_date=entry.happened_date, entry_reason=draft.entry_reason, name=name,
        division=division, state=_S.APPLIED, state_date=entry.happened_date, document_number="", reason="",
        cancel_ground=None, leaving_date=None, hours=(), faults=(), deadlines=(), create_time=now, etag="1",
    )  # fmt: skip


def allow(volunteer: Volunteer, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, volunteer.state, action, what="志愿者登记", etag=volunteer.etag, given=etag)
