"""Days between dates: how many are left, how many too late, which phase of a campaign holds a day (D-12, D-14, K9).

It must not roll a day: nothing here is a deadline that the law moves to a working day; `calendar` does that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of a campaign by its first and last day, both within it; never computed from a duration (K9)."""

    name: str
    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        """Refuse a phase that ends before it begins (ValueError)."""
        if self.last < self.first:
            raise ValueError("a phase ends before it begins")

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies within; the first and the last day do (D-14)."""
        return self.first <= day <= self.last


def days_left(last: dt.date, *, on: dt.date) -> int:
    """Days from `on`, which is not counted, to the last day of a period (D-01); negative when it has run out.

    "Less than seven days" is `days_left(…) < 7`: seven exactly are not less than seven (D-09).
    """
    return (last - on).days


def days_late(due: dt.date, *, done: dt.date) -> int:
    """Days by which something due on a day came too late; 0 until that day ends at 24:00 (D-12, D-14).

    `done` is the civil date in Asia/Shanghai: 0:00 belongs to the day that begins.
    """
    return max(0, (done - due).days)


def phase_on(phases: Iterable[Phase], day: dt.date) -> Phase | None:
    """The phase that holds the day; None for a day in no phase, which a campaign may have (K9).

    Raises ValueError when two phases hold it.
    """
    found = [phase for phase in phases if phase.holds(day)]
    if len(found) > 1:
        raise ValueError("two phases hold one day")
    return found[0] if found else None
