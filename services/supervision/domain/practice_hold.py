"""Holds of practice while something is put right (SV-32, K2). It must not call a hold a penalty."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.documented import Documented
from services.supervision.domain.rectification import Rectification, RectificationState
from services.supervision.domain.subject import SubjectType


class PracticeHoldState(enum.Enum):
    """Where a hold stands; only HELD has an effect."""

    PROPOSED = enum.auto()
    CHECKED = enum.auto()
    HELD = enum.auto()
    LIFTED = enum.auto()
    LAPSED = enum.auto()


_S = PracticeHoldState
MOVES: Moves[PracticeHoldState] = {
    _S.PROPOSED: {"check": frozenset({_S.CHECKED})},
    _S.CHECKED: {"sign": frozenset({_S.HELD})},
    _S.HELD: {"lift": frozenset({_S.LIFTED})},
    _S.LIFTED: {},
    _S.LAPSED: {},
}
UNSIGNED = frozenset({_S.PROPOSED, _S.CHECKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeHold:
    """One hold; its days are None until they come."""

    name: str
    rectification: str
    rectification_number: str
    subject_type: SubjectType
    subject: str
    unit_title: str
    division: str
    due_date: dt.date
    proposed_date: dt.date
    state: PracticeHoldState
    checked_date: dt.date | None
    check_opinion: str
    from_date: dt.date | None
    document_number: str
    lifted_date: dt.date | None
    lift_document: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeHoldFilter:
    """What a list asks for; None and empty mean any."""

    state: PracticeHoldState | None
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalCheck(Happening):
    """The legal check has passed."""

    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeHoldStarted:
    """A signed hold began (XF-11, XF-12)."""

    hold: str
    subject: str
    division: str
    from_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeHoldLifted:
    """A hold was lifted (XF-13)."""

    hold: str
    subject: str
    division: str
    lifted_date: dt.date


def propose(rectification: Rectification, *, name: str, now: dt.datetime) -> PracticeHold:
    """Proposed on the day after the one that was missed, without exception (SV-32, TV-S04)."""
    return PracticeHold(
        name=name, rectification=rectification.name, rectification_number=rectification.number,
        subject_type=rectification.subject_type, subject=rectification.subject, unit_title=rectification.unit_title,
        division=rectification.division, due_date=rectification.due_date,
        proposed_date=rectification.due_date + dt.timedelta(days=1), state=_S.PROPOSED, checked_date=None,
        check_opinion="", from_date=None, document_number="", lifted_date=None, lift_document="", deadlines=(),
        create_time=now, etag="1",
    )  # fmt: skip


def allow(hold: PracticeHold, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, hold.state, action, what="暂停执业事项", etag=hold.etag, given=etag)


def checked(hold: PracticeHold, told: LegalCheck, entry: Entry) -> PracticeHold:
    """The legal check has passed (SV-32)."""
    return _next(replace(hold, state=_S.CHECKED, checked_date=entry.happened_date, check_opinion=told.opinion))


def signed(hold: PracticeHold, paper: Documented, entry: Entry) -> PracticeHold:
    """It begins (SV-32)."""
    return _next(
        replace(hold, state=_S.HELD, from_date=entry.happened_date, document_number=paper.document_number)
    )  # fmt: skip


def lifted(hold: PracticeHold, paper: Documented, entry: Entry, rectification: Rectification) -> PracticeHold:
    """It ends, when what was to be put right is (SV-32). Raises RECTIFICATION_OPEN."""
    if rectification.state is not RectificationState.CLOSED:
        raise RuleViolated(
            "RECTIFICATION_OPEN",
            "整改尚未验收通过，不能解除暂停执业（SV-32）。请先由他人验收整改。",
            rules=("SV-32",),
        )
    return _next(replace(hold, state=_S.LIFTED, lifted_date=entry.happened_date, lift_document=paper.document_number))


def lapsed(hold: PracticeHold) -> PracticeHold:
    """Nobody signed it before there was nothing to put right any more (SV-32)."""
    return _next(replace(hold, state=_S.LAPSED))


def told_started(hold: PracticeHold) -> PracticeHoldStarted:
    """What the registers are told (XF-11, XF-12). ValueError before the signature."""
    if hold.from_date is None:
        raise ValueError("an unsigned hold is not told")
    return PracticeHoldStarted(
        hold=hold.name, subject=hold.subject, division=hold.division, from_date=hold.from_date,
        document_number=hold.document_number,
    )  # fmt: skip


def told_lifted(hold: PracticeHold) -> PracticeHoldLifted:
    """What the registers are told (XF-13). ValueError before the lifting."""
    if hold.lifted_date is None:
        raise ValueError("a hold that goes on is not told as lifted")
    return PracticeHoldLifted(
        hold=hold.name, subject=hold.subject, division=hold.division, lifted_date=hold.lifted_date
    )  # fmt: skip


def _next(hold: PracticeHold) -> PracticeHold:
    return replace(hold, etag=str(int(hold.etag) + 1))
