"""Practitioners (基层法律服务工作者): certificate, states, and at which office they practise from when to when (GO-39).

It must not count an office's staff.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from chassis.kernel.transition import Moves, allowed_actions
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented


class Education(enum.Enum):
    """Education, as far as the conditions ask (GO-07, GO-30)."""

    BELOW = enum.auto()
    JUNIOR_LAW = enum.auto()
    BACHELOR_NON_LAW = enum.auto()
    BACHELOR_LAW = enum.auto()
    HIGHER = enum.auto()


class PractitionerState(enum.Enum):
    """Where a practitioner stands. HOLD is a measure of a campaign, SUSPENDED a penalty (K2)."""

    INTERN = enum.auto()
    APPLYING = enum.auto()
    REFUSED = enum.auto()
    ACTIVE = enum.auto()
    TRANSFERRING = enum.auto()
    HOLD = enum.auto()
    SUSPENDED = enum.auto()
    UNATTACHED = enum.auto()
    CANCELLED = enum.auto()
    MERGED = enum.auto()


class CancellationGround(enum.Enum):
    """Why a practice is cancelled (GO-39)."""

    DISMISSED = enum.auto()
    NOT_HIRED = enum.auto()
    OWN_REQUEST = enum.auto()
    DEATH = enum.auto()
    PUBLIC_OFFICE = enum.auto()


_S = PractitionerState
# Who belongs to an office's staff: a measure or a penalty takes nobody out of it (E-51).
EMPLOYED = frozenset({_S.ACTIVE, _S.TRANSFERRING, _S.HOLD, _S.SUSPENDED})
_CANCEL = dict.fromkeys(("cancel", "recordPublicOffice"), frozenset({_S.CANCELLED}))
MOVES: Moves[PractitionerState] = {
    _S.INTERN: {"apply": frozenset({_S.APPLYING})},
    _S.APPLYING: {
        "license": frozenset({_S.ACTIVE}), "refuse": frozenset({_S.REFUSED}), "takeBack": frozenset({_S.INTERN}),
    },
    _S.REFUSED: {},
    _S.ACTIVE: {
        "transfer": frozenset({_S.TRANSFERRING}), "hold": frozenset({_S.HOLD}), "suspend": frozenset({_S.SUSPENDED}),
        "endContract": frozenset({_S.UNATTACHED}), "recordLeave": frozenset({_S.ACTIVE}),
        "merge": frozenset({_S.MERGED}), **_CANCEL,
    },
    _S.TRANSFERRING: {"settle": frozenset({_S.ACTIVE}), **_CANCEL},
    _S.HOLD: {"lift": frozenset({_S.ACTIVE}), **_CANCEL},
    _S.SUSPENDED: {"resume": frozenset({_S.ACTIVE}), **_CANCEL},
    _S.UNATTACHED: {"hire": frozenset({_S.ACTIVE}), **_CANCEL},
    _S.CANCELLED: {},
    _S.MERGED: {"undoMerge": frozenset({_S.ACTIVE})},
}  # fmt: skip
# Moves that an application, a merge of entries, or a fact of supervision makes: nobody calls them.
MADE_ELSEWHERE = frozenset({
    "apply", "license", "refuse", "takeBack", "transfer", "settle", "hold", "lift", "merge", "undoMerge",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerPost:
    """A post as judge or prosecutor that somebody left (GO-44)."""

    institution: str
    left_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedLeave:
    """A leave whose days do not count as practice (GO-67); both days belong to it."""

    from_date: dt.date
    until_date: dt.date
    document_number: str
    late: bool
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeSpan:
    """A time in one state at one office; `office` empty without one. It lasts until the next one begins."""

    name: str
    practitioner: str
    state: PractitionerState
    office: str
    from_date: dt.date
    document_number: str
    late: bool
    entry_reason: str
    deadline: Deadline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody is, as far as the conditions ask, and the paper it was entered from."""

    office: str
    full_name: str
    education: Education
    legal_qualification: bool
    full_time: bool
    former_posts: tuple[FormerPost, ...]
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerDraft(Person):
    """What is entered of somebody whose certificate was issued before (P-07)."""

    certificate_number: str
    certified_date: dt.date
    partner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InternDraft(Person):
    """Somebody who begins an internship on the day (GO-30); None means today."""

    happened_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner(Person):
    """A registered practitioner; without certificate before it is granted. `holds` are supervision's that run."""

    name: str
    certificate_number: str | None
    certified_date: dt.date | None
    internship_date: dt.date | None
    partner: bool
    state: PractitionerState
    holds: tuple[str, ...]
    suspended_until_date: dt.date | None
    division: str
    leaves: tuple[CertifiedLeave, ...]
    spans: tuple[PracticeSpan, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerFilter:
    """What a list asks for; None and empty mean any."""

    state: PractitionerState | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiring(Documented):
    """The office that hires."""

    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation(Documented):
    """Why a practice is cancelled."""

    ground: CancellationGround


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension(Documented):
    """Until when somebody is suspended, and on which provision (K2)."""

    until_date: dt.date
    legal_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Documented):
    """Until when somebody is on leave."""

    until_date: dt.date


def allow(practitioner: Practitioner, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, practitioner.state, action, what="基层法律服务工作者", etag=practitioner.etag, given=etag)


def methods_of(state: PractitionerState) -> tuple[str, ...]:
    """Custom methods that somebody may call in the state."""
    return tuple(action for action in allowed_actions(MOVES, state) if action not in MADE_ELSEWHERE)
