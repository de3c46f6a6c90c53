"""Cases that look like one case under two numbers, for somebody to look at (LA-95). It must not block anything."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from services.legal_aid.domain.matter import Matter

NEAR = dt.timedelta(days=30)


class DuplicateGround(enum.Enum):
    """Why two cases look alike."""

    SAME_COURT_NUMBER = enum.auto()
    SAME_OPPONENT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTraits:
    """What is compared. The keys are blind indexes, `court_key` the normalised court number or empty."""

    case: str
    recipient_key: str
    matter: Matter | None
    court_key: str
    opponent_keys: tuple[str, ...]
    ended_date: dt.date | None


def likeness(one: CaseTraits, other: CaseTraits) -> DuplicateGround | None:
    """The ground on which the claims of two cases need a look (LA-95).

    The recipient is the same, and so is the matter under one court number, or an opponent with ends within 30 days.
    """
    if one.case == other.case or one.recipient_key != other.recipient_key:
        return None
    if one.court_key and one.court_key == other.court_key and one.matter is other.matter:
        return DuplicateGround.SAME_COURT_NUMBER
    if set(one.opponent_keys) & set(other.opponent_keys) and one.ended_date and other.ended_date:
        return DuplicateGround.SAME_OPPONENT if abs(one.ended_date - other.ended_date) <= NEAR else None
    return None
