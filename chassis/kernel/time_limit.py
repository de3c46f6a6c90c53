"""A duty that must be done in time. It must not know a number of days: policy packs do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Policy key of the limit, and the rule it carries out."""

    key: str
    rule_id: str


class LimitKind(Protocol):
    """A member of a service's enumeration of its deadlines; the name is what the due list shows."""

    @property
    def name(self) -> str:
        """For example `DECIDE`."""

    @property
    def value(self) -> TimeLimit:
        """What must be done in time."""
