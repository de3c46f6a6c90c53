"""What is owed of an office's closed matters in a year, and what was done (GO-84). It must not give marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.grassroots_offices.domain.case_review import CaseReview, CaseReviewKind, CaseReviewVerdict

_K = CaseReviewKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """The share of closed files to be reviewed, in percent, and the least number, with the provision."""

    percent: int
    least: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPlan:
    """The year of an office."""

    office: str
    year: int
    closed_count: int
    reviews_owed: int
    reviewed_count: int
    missing_reviews: int
    observed_count: int
    without_survey: tuple[str, ...]
    without_call: tuple[str, ...]
    flawed: tuple[str, ...]
    citation: str


def reviews_owed(closed: int, rules: ReviewRules) -> int:
    """`min(N, max(least, ceil(percent of N)))`: rounded up, never more than there are (GO-84, E-62)."""
    return min(closed, max(rules.least, -(-closed * rules.percent // 100)))


def plan_of(
    office: str, year: int, closings: Mapping[str, dt.date], reviews: Iterable[CaseReview], rules: ReviewRules
) -> QualityPlan:
    """`closings` are the days on which matters were closed, each of which counts in that year (GO-84).

    Files are reviewed whenever; hearings count in the year of the hearing.
    """
    closed = sorted(name for name, day in closings.items() if day.year == year)
    kept = list(reviews)

    def seen(kind: CaseReviewKind) -> set[str]:
        return {one.office_case for one in kept if one.kind is kind}

    reviewed = set(closed) & seen(_K.FILE_REVIEW)
    owed = reviews_owed(len(closed), rules)
    observed = {one.office_case for one in kept if one.kind is _K.COURT_OBSERVATION and one.reviewed_date.year == year}
    flawed = {one.office_case for one in kept if one.verdict is not CaseReviewVerdict.GOOD}
    return QualityPlan(
        office=office, year=year, closed_count=len(closed), reviews_owed=owed, reviewed_count=len(reviewed),
        missing_reviews=max(0, owed - len(reviewed)), observed_count=len(observed),
        without_survey=tuple(one for one in closed if one not in seen(_K.SURVEY)),
        without_call=tuple(one for one in closed if one not in seen(_K.FOLLOW_UP_CALL)),
        flawed=tuple(sorted(flawed & (set(closed) | observed))), citation=rules.citation,
    )  # fmt: skip
