"""What other services told of a subject for its yearly assessment (XF-03, XF-09, XF-24, XF-32, XF-40).

It must not take points off.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from services.grassroots_offices.domain.sheet_facts import (
    AssessmentDeduction,
    CoverageLine,
    DeductionArea,
    FindingLine,
    ToldFacts,
)


class FindingKind(enum.Enum):
    """What was told."""

    COVERAGE_OVERDUE = enum.auto()
    ALLOCATION_OVERDUE = enum.auto()
    FUND_MISUSED = enum.auto()
    FUND_YEAR_SHORT = enum.auto()
    MEMBER_FORMAL = enum.auto()
    MEMBER_REMOVED = enum.auto()
    COMPLAINT_UPHELD = enum.auto()
    CALLBACK_UNSATISFIED = enum.auto()
    ACCOUNTABILITY = enum.auto()


_K = FindingKind
# For these points are taken off (PB-23, XF-03, XF-09); the others stand in the sheet alone.
DEDUCTED = frozenset({_K.COVERAGE_OVERDUE, _K.ALLOCATION_OVERDUE, _K.FUND_MISUSED, _K.FUND_YEAR_SHORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFinding:
    """One finding of a year under its name in the telling service; `standing` False once it fell away."""

    kind: FindingKind
    source: str
    subject: str
    year: int
    found_date: dt.date
    amount_fen: int
    standing: bool
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCoverage:
    """How an office was covered from a day on; `actual` empty when it was not."""

    position: int
    office: str
    required: str
    actual: str
    reached: bool
    since_date: dt.date


def told_facts(coverage: ToldCoverage | None, findings: Iterable[ToldFinding]) -> ToldFacts:
    """What the sheet keeps of it (GO-64), in order of day and name."""
    ordered = sorted(findings, key=lambda one: (one.found_date, one.kind.name, one.source))
    return ToldFacts(
        coverage=None if coverage is None else _coverage_line(coverage),
        findings=tuple(
            FindingLine(
                finding=one.source, kind=one.kind.name, found_date=one.found_date, amount_fen=one.amount_fen,
                deducted=one.kind in DEDUCTED,
            )
            for one in ordered
        ),
    )  # fmt: skip


def without_deduction(told: ToldFacts, deductions: Iterable[AssessmentDeduction]) -> list[str]:
    """Findings for which points must be taken off, and are not (PB-23, GO-64)."""
    named = {one.finding for one in deductions if one.area is DeductionArea.PARTY}
    return [one.finding for one in told.findings if one.deducted and one.finding not in named]


def _coverage_line(coverage: ToldCoverage) -> CoverageLine:
    return CoverageLine(
        required=coverage.required, actual=coverage.actual, reached=coverage.reached, since_date=coverage.since_date
    )  # fmt: skip
