"""Who is drawn more often: points of counted facts, by a published formula (SV-60). It must not weigh an opinion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from services.supervision.domain.draw import DrawRiskRule, DrawStratum


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRecord:
    """What was counted of one target: verified clues, upheld complaints, overdue rectifications."""

    subject: str
    clues: int
    complaints: int
    overdue: int

    @property
    def line(self) -> str:
        """What the root over the records is computed over; both verifiers read it."""
        return f"{self.subject} {self.clues} {self.complaints} {self.overdue}"

    def points(self, rule: DrawRiskRule) -> int:
        """By the formula (SV-60)."""
        reported = self.clues * rule.clue_points + self.complaints * rule.complaint_points
        return reported + self.overdue * rule.overdue_points


@dataclass(frozen=True, slots=True, kw_only=True)
class UpheldComplaint:
    """A complaint that was upheld, and whom of the registers it was about; nobody when it was not upheld."""

    complaint: str
    subjects: tuple[str, ...]
    concluded_date: dt.date


def risk_rule(value: Mapping[str, object]) -> DrawRiskRule | None:
    """What a pack says; None where it sets nothing."""
    return DrawRiskRule(**value) if "percent" in value else None  # type: ignore[arg-type]


def counted_days(rule: DrawRiskRule, as_of: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day that count; the last is the roster's."""
    return as_of - dt.timedelta(days=rule.days - 1), as_of


def stratum_of(told: DrawStratum, record: DrawRecord | None, rule: DrawRiskRule | None) -> DrawStratum:
    """The stratum of a target: high risk by its points, whatever its register says; else as that says (SV-60)."""
    if rule is None or record is None or record.points(rule) < rule.from_points:
        return told
    return DrawStratum.HIGH_RISK
