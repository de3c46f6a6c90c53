"""What nobody has put right for long, for which leaders answer (SV-84). It must not hold anybody to account."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass


class LongUnresolvedReason(enum.Enum):
    """Why something is on the list."""

    OPEN_TOO_LONG = enum.auto()
    REOPENED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """A clue or a rectification that is open, and how often its class was found at the same unit or person."""

    name: str
    number: str
    division: str
    owner: str
    unit_title: str
    item: int
    opened_date: dt.date
    same_class_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LongUnresolved(OpenMatter):
    """One that is listed."""

    open_days: int
    reasons: tuple[LongUnresolvedReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LongRule:
    """From how many days and how many returns on; as a division has it."""

    days: int
    reopened: int

    def last_day(self, today: dt.date) -> dt.date:
        """What was opened on this day or before it is open for more than `days` days."""
        return today - dt.timedelta(days=self.days + 1)


def listed(matter: OpenMatter, rule: LongRule, today: dt.date) -> LongUnresolved:
    """With the reasons: open too long, or come back too often; leaders answer for it (SV-42, SV-84)."""
    reasons = {
        LongUnresolvedReason.OPEN_TOO_LONG: matter.opened_date <= rule.last_day(today),
        LongUnresolvedReason.REOPENED: matter.same_class_count > rule.reopened,
    }
    return LongUnresolved(
        name=matter.name, number=matter.number, division=matter.division, owner=matter.owner,
        unit_title=matter.unit_title, item=matter.item, opened_date=matter.opened_date,
        same_class_count=matter.same_class_count, open_days=(today - matter.opened_date).days,
        reasons=tuple(reason for reason, holds in reasons.items() if holds),
    )  # fmt: skip
