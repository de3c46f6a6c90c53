"""Complaints about legal aid: what they are, and which moves their state allows (§2.1.2, LA-120 to LA-124).

It must not look anything up; what it needs comes in as arguments.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.errors import InvalidFields
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.complaint_clock import REPLY
from services.legal_aid.domain.complaint_paper import (
    ComplaintAcceptance,
    ComplaintAnswer,
    ComplaintConclusion,
    ComplaintExtension,
    ComplaintForm,
    ComplaintSupplement,
)
from services.legal_aid.domain.complaint_target import ComplaintTarget, target_faults
from services.legal_aid.domain.person import name_faults
from services.legal_aid.domain.step import Step


class ComplaintState(enum.Enum):
    """Where a complaint stands."""

    RECEIVED = enum.auto()
    SUPPLEMENT = enum.auto()
    ACCEPTED = enum.auto()
    NOT_ACCEPTED = enum.auto()
    INVESTIGATING = enum.auto()
    CONCLUDED = enum.auto()
    ANSWERED = enum.auto()
    MERGED = enum.auto()


class ComplainantRole(enum.Enum):
    """Who complains (LA-120)."""

    APPLICANT = enum.auto()
    RECIPIENT = enum.auto()
    INTERESTED_PERSON = enum.auto()


class ComplaintGround(enum.Enum):
    """What is complained of; grounds of the measures that were not seen are OTHER (LA-122).

    PAID_SERVICE is the sixth row of form F-01: it has a flow of its own (XF-23).
    """

    TAKING_PROPERTY = enum.auto()
    SUBSTANDARD_SERVICE = enum.auto()
    NO_PROGRESS_REPORT = enum.auto()
    OTHER = enum.auto()
    PAID_SERVICE = enum.auto()


_S = ComplaintState
_MERGING = {"merge": frozenset({_S.MERGED})}
_DECIDING = {"accept": frozenset({_S.ACCEPTED}), "reject": frozenset({_S.NOT_ACCEPTED})}
# The legal moves: state → custom method → states it may lead to.
MOVES: Moves[ComplaintState] = {
    _S.RECEIVED: {"requestSupplement": frozenset({_S.SUPPLEMENT}), **_DECIDING, **_MERGING},
    _S.SUPPLEMENT: {"replyToSupplement": frozenset({_S.SUPPLEMENT}), **_DECIDING, **_MERGING},
    _S.ACCEPTED: {"investigate": frozenset({_S.INVESTIGATING}), **_MERGING},
    _S.INVESTIGATING: {
        "extend": frozenset({_S.INVESTIGATING}),
        "conclude": frozenset({_S.CONCLUDED}),
        **_MERGING,
    },
    _S.CONCLUDED: {"answer": frozenset({_S.ANSWERED})},
    _S.NOT_ACCEPTED: {},
    _S.ANSWERED: {},
    _S.MERGED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Complainant:
    """Whoever complains; where the answer goes."""

    full_name: str
    role: ComplainantRole
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintDraft:
    """What is received; `received_date` None means today."""

    institution: str
    received_date: dt.date | None
    form: ComplaintForm
    complainant: Complainant
    target: ComplaintTarget
    ground: ComplaintGround
    statement: str
    about: str
    clue: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint with everything that has happened to it."""

    name: str
    number: str
    institution: str
    division: str
    received_date: dt.date
    form: ComplaintForm
    complainant: Complainant
    target: ComplaintTarget
    ground: ComplaintGround
    statement: str
    about: str
    clue: str
    entry_reason: str
    state: ComplaintState
    supplement: ComplaintSupplement | None
    acceptance: ComplaintAcceptance | None
    merged_into: str
    investigators: tuple[str, ...]
    extension: ComplaintExtension | None
    conclusion: ComplaintConclusion | None
    answer: ComplaintAnswer | None
    deadlines: tuple[Deadline, ...]
    steps: tuple[Step, ...]
    create_time: dt.datetime
    update_time: dt.datetime
    etag: str
    tips: tuple[str, ...] = ()

    @property
    def last_happened(self) -> dt.date:
        """The day of the newest step: nothing can happen before it."""
        return max((step.happened_date for step in self.steps), default=self.received_date)

    @property
    def reply_due_date(self) -> dt.date | None:
        """Last day for the reply; None without a request and while the year has no confirmed calendar."""
        return next((deadline.due_date for deadline in self.deadlines if deadline.kind == REPLY), None)

    @property
    def days(self) -> int | None:
        """Calendar days from receipt to answer (F-20); None until then."""
        return None if self.answer is None else (self.answer.answered_date - self.received_date).days


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFilter:
    """What a list asks for; None and empty mean any."""

    state: ComplaintState | None
    institution: str
    ground: ComplaintGround | None
    about: str


def allow(complaint: Complaint, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, complaint.state, action, what="投诉", etag=complaint.etag, given=etag)


def touched(complaint: Complaint, *, now: dt.datetime) -> Complaint:
    """The same complaint, written anew."""
    return replace(complaint, update_time=now, etag=str(int(complaint.etag) + 1))


def check_draft(draft: ComplaintDraft) -> None:
    """Raise InvalidFields for a name that is none and a target that cannot be meant (LA-120)."""
    faults = (
        *name_faults(draft.complainant.full_name, field="complaint.complainant.full_name"),
        *target_faults(draft.target, draft.institution, field="complaint.target"),
    )
    if faults:
        raise InvalidFields(faults)


def receive(
    draft: ComplaintDraft, target: ComplaintTarget, *, name: str, number: str, division: str, on: dt.date,
    now: dt.datetime,
) -> Complaint:  # fmt: skip
    """Log a checked draft about a target that was looked up, whatever its form (LA-121) and ground (LA-122)."""
    return Complaint(
        name=name, number=number, institution=draft.institution, division=division, received_date=on, form=draft.form,
        complainant=draft.complainant, target=target, ground=draft.ground, statement=draft.statement,
        about=draft.about, clue=draft.clue, entry_reason=draft.entry_reason, state=ComplaintState.RECEIVED,
        supplement=None, acceptance=None, merged_into="", investigators=(), extension=None, conclusion=None,
        answer=None, deadlines=(), steps=(), create_time=now, update_time=now, etag="1",
    )  # fmt: skip
