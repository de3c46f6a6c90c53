"""Everything that an assessment sheet is computed from, as plain values kept with it. It must not compute it."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from services.grassroots_offices.domain.quota_facts import QuotaFacts


class DeductionArea(enum.Enum):
    """What a deduction is about."""

    PARTY = enum.auto()
    QUALITY = enum.auto()
    QUOTA = enum.auto()
    CONDUCT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDeduction:
    """Points taken off in an area, and why; `finding` names what was told, empty without."""

    area: DeductionArea
    item: str
    points: int
    reason: str
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionFact:
    """How an office stands in one criterion (GO-02, GO-06, GO-07)."""

    criterion: str
    measured: int
    threshold: int
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyFact:
    """What was noted of an office in the year (GO-85)."""

    name: str
    kind: str
    noted_date: dt.date
    reason: str
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLine:
    """How party_building says that an office is covered; `actual` empty when it is not (XF-03)."""

    required: str
    actual: str
    reached: bool
    since_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """What another service told of the subject and year; `deducted` when points must be taken off for it."""

    finding: str
    kind: str
    found_date: dt.date
    amount_fen: int
    deducted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFacts:
    """What other services told; no coverage when none was told, and of practitioners."""

    coverage: CoverageLine | None
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationLine:
    """What came to light in the year, and whether a case was filed (GO-61)."""

    name: str
    violation_code: str
    found_date: dt.date
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """A line of the sheet that counts facts of a register, with their names; `line` is one of SheetLine."""

    line: str
    value: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """The facts of a subject and year on the day of the review; of a practitioner neither conditions nor entries.

    `told`, `violations` and `registers` are None in sheets from before they were gathered.
    """

    subject: str
    year: int
    number: str
    reviewed_date: dt.date
    conditions: tuple[ConditionFact, ...]
    deductions: tuple[AssessmentDeduction, ...]
    daily: tuple[DailyFact, ...]
    quotas: QuotaFacts
    told: ToldFacts | None = None
    violations: tuple[ViolationLine, ...] | None = None
    registers: tuple[RegisterLine, ...] | None = None
