"""Rectifications: issued, reported, verified, and overdue (SV-20, SV-21, SV-32, SV-76, F-05).

Where one stands and what follows from lateness are two things: who is held still reports and is verified. It must not
know a number of days.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.deadline import Deadline
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.subject import SubjectType


class RectificationSource(enum.Enum):
    """Where the problem was found."""

    SELF_INSPECTION = enum.auto()
    INSPECTION = enum.auto()
    CLUE = enum.auto()
    OTHER = enum.auto()


class RectificationState(enum.Enum):
    """Where it stands."""

    ISSUED = enum.auto()
    EXTENDED = enum.auto()
    SUBMITTED = enum.auto()
    RETURNED = enum.auto()
    CLOSED = enum.auto()


class RectificationConsequence(enum.Enum):
    """What follows from not having reported in time."""

    HOLD_PROPOSED = enum.auto()
    HOLD = enum.auto()
    LIFTED = enum.auto()
    LAPSED = enum.auto()
    ACCOUNTABILITY_PROPOSED = enum.auto()


class ReferralKind(enum.Enum):
    """What it was referred to at the end of the phase."""

    TALK = enum.auto()
    CIRCULAR = enum.auto()
    PENALTY = enum.auto()


_S = RectificationState
_SUBMIT = frozenset({_S.SUBMITTED})
MOVES: Moves[RectificationState] = {
    _S.ISSUED: {"submit": _SUBMIT, "extend": frozenset({_S.EXTENDED}), "refer": frozenset({_S.ISSUED})},
    _S.EXTENDED: {"submit": _SUBMIT, "refer": frozenset({_S.EXTENDED})},
    _S.SUBMITTED: {"verify": frozenset({_S.CLOSED, _S.RETURNED}), "refer": frozenset({_S.SUBMITTED})},
    _S.RETURNED: {"submit": _SUBMIT, "extend": frozenset({_S.EXTENDED}), "refer": frozenset({_S.RETURNED})},
    _S.CLOSED: {},
}
WAITING = frozenset({_S.ISSUED, _S.EXTENDED, _S.RETURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationEvidence:
    """What shows that something was done; `sha256` of its content."""

    title: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationRound:
    """One report and its verification; `verified_date` None until then."""

    number: int
    submitted_date: dt.date
    submitted_by: str
    report: str
    evidence: tuple[RectificationEvidence, ...]
    verified_date: dt.date | None
    verified_by: str
    finding: str
    accepted: bool
    new_due_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What was found, who puts it right, by which measure (SV-20)."""

    source: RectificationSource
    source_reference: str
    item: int
    subject_type: SubjectType
    subject: str
    unit_title: str
    division: str
    problem: str
    measure: str
    responsible_person: str
    responsible_account: str
    action_officer: str
    phase_end_date: dt.date | None
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationDraft(Problem):
    """What is issued; without a due date the default counts (SV-21)."""

    issued_date: dt.date | None
    due_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification(Problem):
    """One of them as it stands; `overdue_date` is the first day too late."""

    name: str
    number: str
    issued_date: dt.date
    first_due_date: dt.date
    due_date: dt.date
    late: bool
    state: RectificationState
    consequence: RectificationConsequence | None
    overdue_date: dt.date | None
    hold: str
    extension_reason: str
    extension_document: str
    referral: ReferralKind | None
    referred_date: dt.date | None
    referral_document: str
    closed_date: dt.date | None
    rounds: tuple[RectificationRound, ...]
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationFilter:
    """What a list asks for; None and empty mean any."""

    state: RectificationState | None
    consequence: RectificationConsequence | None
    subject_type: SubjectType | None
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountabilityProposed:
    """Somebody who does not practise is overdue, or a unit began late (SV-06, SV-76, XF-40); one of both is empty."""

    rectification: str
    subject: str
    division: str
    proposed_date: dt.date
    campaign_unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountabilityWithdrawn:
    """It had been reported in time after all (P-06, XF-40)."""

    rectification: str
    subject: str
    division: str
    withdrawn_date: dt.date


def rectification_number(year: int, count: int) -> str:
    """For example （2026）整改第1号."""
    return f"（{year}）整改第{count}号"


def round_subject(name: str, number: int) -> str:
    """What the time for the verification of one report is about."""
    return f"{name}/rounds/{number}"


def changed(rectification: Rectification, **values: Any) -> Rectification:
    """The next version with other values."""
    return replace(rectification, etag=str(int(rectification.etag) + 1), **values)


def allow(rectification: Rectification, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, rectification.state, action, what="整改事项", etag=rectification.etag, given=etag)
