"""How cases were spread: the share of the institution's own staff, and each handler against his expected part (LA-58).

It must not look anything up; whole numbers and fractions only.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.legal_aid.domain.allocation import Choice, Verdict
from services.legal_aid.domain.case_assignment import AssignmentMethod
from services.legal_aid.domain.ratio import WHOLE, basis_points

# By these the institution spreads the cases; a recipient's pick and the own staff are nobody's turn.
SPREAD = (AssignmentMethod.ROTATION, AssignmentMethod.SPECIALTY)
ABLE = frozenset({Verdict.CHOSEN, Verdict.LESS_SPECIAL, Verdict.NOT_NEXT, Verdict.SAME_UNIT})


class ShareChange(enum.Enum):
    """How the share compares with the year before; UNKNOWN when one of the years has no cases."""

    UNKNOWN = enum.auto()
    FELL = enum.auto()
    SAME = enum.auto()
    ROSE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentReportAsked:
    """Which institution and month."""

    institution: str
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InHouseShare:
    """Cases of the own staff among all cases assigned in a year, each case once; `share_bp` None without cases."""

    year: int
    in_house_cases: int
    all_cases: int
    share_bp: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One assignment that the institution spread: who got it (empty until arranged) and the choice behind it."""

    case: str
    handler: str
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerDeviation:
    """One handler's month: cases he got, his expected part and the difference in ten-thousandths of a case."""

    handler: str
    actual: int
    expected_e4: int
    difference_e4: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentReport:
    """The share of the year and of the one before, and the month by handler, ordered by name."""

    present: InHouseShare
    before: InHouseShare
    change: ShareChange
    spread_cases: int
    not_arranged: int
    deviations: tuple[HandlerDeviation, ...]


def share_of(year: int, in_house: int, cases: int) -> InHouseShare:
    """The share, exact in its two counts (LA-58)."""
    return InHouseShare(year=year, in_house_cases=in_house, all_cases=cases, share_bp=basis_points(in_house, cases))


def change_of(before: InHouseShare, present: InHouseShare) -> ShareChange:
    """Compared exactly, by cross-multiplication (M-04)."""
    if not before.all_cases or not present.all_cases:
        return ShareChange.UNKNOWN
    earlier, now = before.in_house_cases * present.all_cases, present.in_house_cases * before.all_cases
    if now == earlier:
        return ShareChange.SAME
    return ShareChange.FELL if now < earlier else ShareChange.ROSE


def report(present: InHouseShare, before: InHouseShare, spread: Sequence[Spread]) -> AssignmentReport:
    """Everybody able to take a case when it was assigned weighs the same: with n of them, 1/n of it is expected."""
    expected: dict[str, Fraction] = {}
    for one in spread:
        able = [judged.handler for judged in one.choice.judged if judged.verdict in ABLE]
        for handler in able:
            expected[handler] = expected.get(handler, Fraction(0)) + Fraction(1, len(able))
    actual = Counter(one.handler for one in spread if one.handler)
    return AssignmentReport(
        present=present, before=before, change=change_of(before, present), spread_cases=len(spread),
        not_arranged=sum(not one.handler for one in spread),
        deviations=tuple(
            _deviation(handler, actual[handler], expected.get(handler, Fraction(0)))
            for handler in sorted({*expected, *actual})
        ),
    )  # fmt: skip


def _deviation(handler: str, actual: int, expected: Fraction) -> HandlerDeviation:
    """The expected part is rounded once; the difference is taken from what is shown."""
    expected_e4 = (2 * WHOLE * expected.numerator + expected.denominator) // (2 * expected.denominator)
    return HandlerDeviation(
        handler=handler, actual=actual, expected_e4=expected_e4, difference_e4=actual * WHOLE - expected_e4
    )  # fmt: skip
