"""What others are told of a penalty (XF-26). It must not name a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.grassroots_offices.domain.penalty import Penalty
from services.grassroots_offices.domain.penalty_papers import PenaltyDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyDecided:
    """A penalty was decided; the amount is fine and confiscation together, in fen."""

    penalty: str
    subject: str
    division: str
    basis_code: str
    amount_fen: int
    decided_date: dt.date


def told_decided(penalty: Penalty, decision: PenaltyDecision) -> PenaltyDecided:
    """What legal_aid and others act on (XF-26)."""
    return PenaltyDecided(
        penalty=penalty.name, subject=penalty.practitioner or penalty.office, division=penalty.division,
        basis_code=penalty.violation_code, amount_fen=decision.measure.fine_fen + decision.measure.confiscation_fen,
        decided_date=decision.decided_date,
    )  # fmt: skip
