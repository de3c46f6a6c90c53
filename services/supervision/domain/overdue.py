"""What follows from not having reported in time (SV-32, SV-76, TV-S04). It must not hold anybody: a signature does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from services.supervision.domain.rectification import (
    WAITING,
    AccountabilityProposed,
    AccountabilityWithdrawn,
    Rectification,
    RectificationConsequence,
    changed,
)
from services.supervision.domain.subject import practises

_C = RectificationConsequence
DAY = dt.timedelta(days=1)


def falls_due(rectification: Rectification, today: dt.date) -> bool:
    """Whether the day has passed without a report, and nothing has followed from it yet."""
    waits = rectification.state in WAITING and rectification.overdue_date is None
    return waits and today > rectification.due_date


def overdue(rectification: Rectification, *, hold: str) -> Rectification:
    """Overdue from the day after, whenever that is noticed: a hold, or accountability, is proposed (SV-32, SV-76).

    `hold` is the proposed one, empty for who does not practise.
    """
    return changed(
        rectification, overdue_date=rectification.due_date + DAY, hold=hold,
        consequence=_C.HOLD_PROPOSED if hold else _C.ACCOUNTABILITY_PROPOSED,
    )  # fmt: skip


def needs_hold(rectification: Rectification) -> bool:
    """Whether a hold is to be proposed, and not accountability (SV-76)."""
    return practises(rectification.subject_type)


def was_in_time(rectification: Rectification, submitted_date: dt.date) -> bool:
    """Whether a report that was entered late had been made by the day that seemed missed (P-06)."""
    return rectification.overdue_date == rectification.due_date + DAY and submitted_date <= rectification.due_date


def taken_back(rectification: Rectification) -> Rectification:
    """Not overdue after all: what was proposed falls away; what was signed stays until it is lifted (P-06, SV-32)."""
    consequence = None if rectification.consequence is _C.ACCOUNTABILITY_PROPOSED else rectification.consequence
    return lapsed(replace(rectification, overdue_date=None, consequence=consequence))


def lapsed(rectification: Rectification) -> Rectification:
    """A proposal that nobody signed falls away (SV-32)."""
    if rectification.consequence is not _C.HOLD_PROPOSED:
        return rectification
    return replace(rectification, consequence=_C.LAPSED)


def held(rectification: Rectification) -> Rectification:
    """The hold was signed (SV-32)."""
    return changed(rectification, consequence=_C.HOLD)


def lifted(rectification: Rectification) -> Rectification:
    """The hold was lifted."""
    return changed(rectification, consequence=_C.LIFTED)


def told_proposed(rectification: Rectification) -> AccountabilityProposed:
    """What is told of somebody who does not practise (XF-40). ValueError before it is overdue."""
    if rectification.overdue_date is None:
        raise ValueError("nothing is proposed before it is overdue")
    return AccountabilityProposed(
        rectification=rectification.name, subject=rectification.subject, division=rectification.division,
        proposed_date=rectification.overdue_date,
    )  # fmt: skip


def told_withdrawn(rectification: Rectification, *, on: dt.date) -> AccountabilityWithdrawn:
    """What is told when it had been in time (XF-40)."""
    return AccountabilityWithdrawn(
        rectification=rectification.name, subject=rectification.subject, division=rectification.division,
        withdrawn_date=on,
    )  # fmt: skip
