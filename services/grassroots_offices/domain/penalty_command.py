"""What is entered of a penalty case after its filing. It must not weigh it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.penalty_papers import (
    Circumstances,
    ClosingGround,
    CommissionMember,
    PenaltyMeasure,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNotice(Documented):
    """The notice as it is entered."""

    facts: str
    grounds: str
    measure: PenaltyMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenStatement(Documented):
    """The statement as it is entered."""

    text: str
    adopted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedHearing(Documented):
    """The day set for a hearing."""

    hearing_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldHearing(Documented):
    """What came of a hearing."""

    held: bool
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionSession(Documented):
    """A session of the commission; `seats` is how many members it has."""

    seats: int
    members: tuple[CommissionMember, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWarning(Documented):
    """The county's decision: a warning, with a confiscation in fen or 0."""

    confiscation_fen: int
    circumstances: Circumstances
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPenalty(Documented):
    """The city's decision; `served_date` None means the day of the decision."""

    measure: PenaltyMeasure
    circumstances: Circumstances
    reasons: str
    band: str
    band_reason: str
    served_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Documented):
    """The end without a penalty as it is entered."""

    ground: ClosingGround
    circumstances: Circumstances
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Documented):
    """What was paid, in fen."""

    amount_fen: int
