"""Penalty cases against offices and practitioners (GO-18, GO-44 to GO-47). It must not decide one."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.penalty_papers import (
    CommissionOpinion,
    PenaltyDecision,
    PenaltyEnd,
    PenaltyHearing,
    PenaltyNotice,
    PenaltyPayment,
    PenaltyStatement,
)
from services.grassroots_offices.domain.step import Step


class PenaltyState(enum.Enum):
    """Where a case stands."""

    FILED = enum.auto()
    NOTICED = enum.auto()
    HEARING = enum.auto()
    HEARD = enum.auto()
    PENALISED = enum.auto()
    CLOSED = enum.auto()
    REVOKED = enum.auto()


class PenaltySource(enum.Enum):
    """Where a violation came to light (GO-61)."""

    INSPECTION = enum.auto()
    COMPLAINT = enum.auto()
    ASSESSMENT = enum.auto()
    CLUE = enum.auto()


_S = PenaltyState
_DECISIONS = {"warn": frozenset({_S.PENALISED}), "decide": frozenset({_S.PENALISED})}
_CLOSES = {"close": frozenset({_S.CLOSED})}
_ADVISED = {"recordCommission", "recordStatement"}
MOVES: Moves[PenaltyState] = {
    _S.FILED: {"serveNotice": frozenset({_S.NOTICED}), **_CLOSES},
    _S.NOTICED: {
        "serveNotice": frozenset({_S.NOTICED}), "requestHearing": frozenset({_S.HEARING}),
        **{action: frozenset({_S.NOTICED}) for action in sorted(_ADVISED)}, **_DECISIONS, **_CLOSES,
    },
    _S.HEARING: {
        "announceHearing": frozenset({_S.HEARING}), "recordHearing": frozenset({_S.HEARD}),
        **{action: frozenset({_S.HEARING}) for action in sorted(_ADVISED)}, **_CLOSES,
    },
    _S.HEARD: {
        "serveNotice": frozenset({_S.NOTICED}), **{action: frozenset({_S.HEARD}) for action in sorted(_ADVISED)},
        **_DECISIONS, **_CLOSES,
    },
    _S.PENALISED: {"recordPayment": frozenset({_S.PENALISED}), "revoke": frozenset({_S.REVOKED})},
    _S.CLOSED: {},
    _S.REVOKED: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyDraft:
    """What is filed; `filed_date` None means today, `practitioner` empty the office itself."""

    office: str
    practitioner: str
    violation_code: str
    source: PenaltySource
    act_date: dt.date
    found_date: dt.date
    grave: bool
    gain_fen: int
    officers: tuple[str, ...]
    document_number: str
    filed_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """One case."""

    name: str
    office: str
    practitioner: str
    violation_code: str
    source: PenaltySource
    act_date: dt.date
    found_date: dt.date
    grave: bool
    gain_fen: int
    officers: tuple[str, ...]
    document_number: str
    filed_date: dt.date
    entry_reason: str
    state: PenaltyState
    notice: PenaltyNotice | None
    statement: PenaltyStatement | None
    hearing: PenaltyHearing | None
    commission: CommissionOpinion | None
    decision: PenaltyDecision | None
    payment: PenaltyPayment | None
    end: PenaltyEnd | None
    division: str
    deadlines: tuple[Deadline, ...]
    steps: tuple[Step, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyFilter:
    """What a list asks for; None and empty mean any."""

    state: PenaltyState | None
    office: str
    practitioner: str


def allow(penalty: Penalty, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, penalty.state, action, what="处罚案件", etag=penalty.etag, given=etag)
