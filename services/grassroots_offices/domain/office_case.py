"""The case register of offices (GO-15, GO-17, GO-77): what is kept of a matter and which moves there are.

It must not make a step; `office_case_steps` does.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.case_conflict import CaseConflict, CaseConflictPlace, CasePartyRole
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.step import Step


class OfficeCaseKind(enum.Enum):
    """Kinds of matters; there is no criminal one (GO-42)."""

    CIVIL = enum.auto()
    ADMINISTRATIVE = enum.auto()
    NON_LITIGATION = enum.auto()
    ADVISER = enum.auto()


class OfficeCaseState(enum.Enum):
    """Where a matter stands."""

    REGISTERED = enum.auto()
    APPROVED = enum.auto()
    DECLINED = enum.auto()
    CLOSED = enum.auto()
    ARCHIVED = enum.auto()
    VOIDED = enum.auto()


_S = OfficeCaseState
RUNNING = frozenset({_S.REGISTERED, _S.APPROVED})
# A matter that was not taken on contradicts no other one.
TAKEN = RUNNING | {_S.CLOSED, _S.ARCHIVED}
MOVES: Moves[OfficeCaseState] = {
    _S.REGISTERED: {
        "approve": frozenset({_S.APPROVED}), "decline": frozenset({_S.DECLINED}), "void": frozenset({_S.VOIDED}),
        "agreeFee": frozenset({_S.REGISTERED}), "recordDiscussion": frozenset({_S.REGISTERED}),
        "handOver": frozenset({_S.REGISTERED}),
    },
    _S.APPROVED: {
        "agreeFee": frozenset({_S.APPROVED}), "recordDiscussion": frozenset({_S.APPROVED}),
        "handOver": frozenset({_S.APPROVED}), "close": frozenset({_S.CLOSED}),
    },
    _S.DECLINED: {},
    _S.CLOSED: {"archive": frozenset({_S.ARCHIVED})},
    _S.ARCHIVED: {},
    _S.VOIDED: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseParty:
    """A party; `identity_number` only while it is being entered."""

    role: CasePartyRole
    display_name: str
    identity_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCaseDraft:
    """What is registered."""

    office: str
    kind: OfficeCaseKind
    matter: str
    institution: str
    party_divisions: tuple[str, ...]
    parties: tuple[CaseParty, ...]
    handler: str
    fee_fen: int
    legal_aid: bool
    document_number: str
    accepted_date: dt.date
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCase(OfficeCaseDraft):
    """A matter; `number` counts from 1 in the office's year."""

    name: str
    number: int
    case_number: str
    state: OfficeCaseState
    state_date: dt.date
    late: bool
    former_handlers: tuple[str, ...]
    conflicts: tuple[CaseConflict, ...]
    conflict_reason: str
    risk_notice_date: dt.date | None
    major: bool
    discussion_document: str
    outcome: str
    archive_number: str
    steps: tuple[Step, ...]
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningMatter:
    """A matter that somebody has to go on with."""

    name: str
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCaseFilter:
    """What a list asks for; None and empty mean any."""

    state: OfficeCaseState | None
    kind: OfficeCaseKind | None
    office: str
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseApproval(Documented):
    """The approval sheet (GO-77)."""

    risk_notice_date: dt.date
    major: bool
    conflict_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFee(Documented):
    """Another fee."""

    fee_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandover(Documented):
    """Who handles it from now on; the reason as at an approval."""

    handler: str
    conflict_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEnd(Documented):
    """How it ended, or why nothing came of it."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFiling(Documented):
    """Where its file is."""

    archive_number: str


def allow(case: OfficeCase, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH (GO-17)."""
    allow_move(MOVES, case.state, action, what="所办案件", etag=case.etag, given=etag)


def as_the_office_sees_it(case: OfficeCase) -> OfficeCase:
    """The matter without what the check found elsewhere: whom another office acts for is its own affair."""
    shown = tuple(one for one in case.conflicts if one.place is not CaseConflictPlace.ELSEWHERE)
    return replace(case, conflicts=shown)
