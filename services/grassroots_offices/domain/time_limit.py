"""Which time limits there are. It must not know a number of days: policy packs do."""

from __future__ import annotations

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """What must be done in time: policy key of the limit, and its rule."""

    key: str
    rule_id: str


class DeadlineKind(enum.Enum):
    """The deadlines of this service; the name is what the due list shows."""

    CURE_BREACH = TimeLimit("go.rectify_days", "GO-10")
    FIND_OFFICE = TimeLimit("go.unattached", "GO-39")
