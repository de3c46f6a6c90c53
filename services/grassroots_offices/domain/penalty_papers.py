"""What a penalty case gathers on its way: notice, statement, hearing, advice, decision, payment, end (GO-46).

It must not say when which of them may come.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass


class Harm(enum.Enum):
    """What a violation has done (GO-47)."""

    NONE = enum.auto()
    SLIGHT = enum.auto()
    SERIOUS = enum.auto()


class ClosingGround(enum.Enum):
    """Why a case ends without a penalty."""

    NO_VIOLATION = enum.auto()
    MINOR = enum.auto()
    FIRST = enum.auto()
    TRANSFERRED = enum.auto()


class CommissionBody(enum.Enum):
    """Whom a member of the commission comes from (GO-73)."""

    COURT = enum.auto()
    POLICE = enum.auto()
    JUSTICE = enum.auto()
    OTHER = enum.auto()


class CommissionVote(enum.Enum):
    """How a member voted; the recused do not count as present."""

    FOR = enum.auto()
    AGAINST = enum.auto()
    ABSTAIN = enum.auto()
    RECUSED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyMeasure:
    """What is intended or decided; amounts in fen."""

    warning: bool
    confiscation_fen: int
    fine_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What speaks for leaving a violation unpunished (GO-47)."""

    minor: bool
    first: bool
    harm: Harm
    corrected_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyNotice:
    """The notice before a decision (GO-46)."""

    document_number: str
    served_date: dt.date
    facts: str
    grounds: str
    measure: PenaltyMeasure
    hearing_right: bool
    last_request_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyStatement:
    """What the subject said (GO-46)."""

    text: str
    adopted: bool
    document_number: str
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyHearing:
    """A hearing (GO-46); what has not happened yet is None."""

    requested_date: dt.date
    announced_date: dt.date | None
    hearing_date: dt.date | None
    held: bool
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionMember:
    """One member and his vote."""

    full_name: str
    body: CommissionBody
    vote: CommissionVote


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionOpinion:
    """What the commission advises (GO-73)."""

    seats: int
    members: tuple[CommissionMember, ...]
    favourable: bool
    document_number: str
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyDecision:
    """The decision."""

    measure: PenaltyMeasure
    circumstances: Circumstances
    reasons: str
    band: str
    band_reason: str
    document_number: str
    decided_date: dt.date
    served_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyEnd:
    """The end without a penalty, or of a decision; `ground` None for one that was set aside."""

    ground: ClosingGround | None
    reasons: str
    document_number: str
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyPayment:
    """What was paid, in fen."""

    amount_fen: int
    surcharge_fen: int
    document_number: str
    paid_date: dt.date
