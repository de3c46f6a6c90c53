"""Objections to a refusal or a termination, and the bureau's review (LA-38). It must not know who may review."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.decision import Decision
from services.legal_aid.domain.eligibility import Outcome


class ObjectionState(enum.Enum):
    """Where an objection stands."""

    RECEIVED = enum.auto()
    UPHELD = enum.auto()
    ORDERED = enum.auto()


MOVES: Moves[ObjectionState] = {
    ObjectionState.RECEIVED: {"review": frozenset({ObjectionState.UPHELD, ObjectionState.ORDERED})},
    ObjectionState.UPHELD: {},
    ObjectionState.ORDERED: {},
}
REVIEWED = {
    Outcome.UPHOLD: (ObjectionState.UPHELD, ApplicationState.UPHELD),
    Outcome.ORDER_GRANT: (ObjectionState.ORDERED, ApplicationState.ORDERED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionDraft:
    """What is received; `received_date` None means today."""

    application: str
    received_date: dt.date | None
    grounds: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """An objection to the decision `contested_decision`."""

    name: str
    number: str
    application: str
    institution: str
    received_date: dt.date
    grounds: str
    entry_reason: str
    state: ObjectionState
    decision: Decision | None
    contested_decision: str
    division: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Happening):
    """What the bureau found: UPHOLD or ORDER_GRANT, with the findings as they are printed."""

    outcome: Outcome
    findings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionFilter:
    """What a list asks for; None and empty mean any."""

    state: ObjectionState | None
    application: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionReceived:
    """An objection was received."""

    application: str
    institution: str
    division: str
    objection: str
    received_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionReviewed:
    """The bureau decided an objection."""

    application: str
    institution: str
    division: str
    objection: str
    outcome: Outcome
    decision_number: str
    decided_date: dt.date
    contested_number: str


def allow(objection: Objection, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, objection.state, action, what="异议", etag=objection.etag, given=etag)


def refuse_late(received: dt.date, window_end: dt.date | None) -> None:
    """Raise RuleViolated OBJECTION_TOO_LATE where the region sets a window; the law sets none (LA-38)."""
    if window_end is not None and received > window_end:
        raise RuleViolated(
            "OBJECTION_TOO_LATE",
            "已超过当地规定的异议期限（LA-38）。可告知当事人依法申请行政复议或者提起行政诉讼。",
            rules=("LA-38",),
            window_end=window_end.isoformat(),
        )


def review(objection: Objection, outcome: Outcome, decision: Decision) -> Objection:
    """The objection with the bureau's decision."""
    return replace(objection, state=REVIEWED[outcome][0], decision=decision, etag=str(int(objection.etag) + 1))


def receive(
    draft: ObjectionDraft, application: Application, *, name: str, number: str, entry: Entry, now: dt.datetime
) -> Objection:
    """Log an objection to the newest decision on the application."""
    return Objection(
        name=name, number=number, application=application.name, institution=application.institution,
        received_date=entry.happened_date, grounds=draft.grounds, entry_reason=entry.reason,
        state=ObjectionState.RECEIVED, decision=None,
        contested_decision=application.decision.name if application.decision else "", division=application.division,
        deadlines=(), create_time=now, etag="1",
    )  # fmt: skip
