"""Which assessments a county reviews together: nothing is to be said of them (GO-60). It must not take points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.grassroots_offices.domain.assessment import (
    Assessment,
    AssessmentGrade,
    ReviewGiven,
    is_of_office,
)
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.quota import Quota, QuotaVerdict, quota_sheet
from services.grassroots_offices.domain.sheet_facts import SheetFacts, ToldFacts
from services.grassroots_offices.domain.sheet_lines import SheetLine

# Of an office all of its own quotas, of a practitioner his class hours: the averages are his office's.
OF_OFFICES = frozenset(Quota) - {Quota.COUNTY_TRAININGS}
OF_PRACTITIONERS = frozenset({Quota.CLASS_HOURS})
AGREED = frozenset({AssessmentGrade.EXCELLENT, AssessmentGrade.COMPETENT})
ADVERSE_LINES = (SheetLine.PENALTIES, SheetLine.WRITTEN_RULES_LACKING, SheetLine.FILES_FLAWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReview(Documented):
    """What the county says of all of them, for the assessments behind `after`, at most so many."""

    year: int
    opinion: str
    after: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """An assessment that somebody has to look at by itself, and why."""

    assessment: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReviewed:
    """What became of a batch; `next_after` is empty when nothing is behind it."""

    reviewed: tuple[str, ...]
    left_over: tuple[LeftOver, ...]
    next_after: str


def reasons_against(assessment: Assessment, facts: SheetFacts) -> tuple[str, ...]:
    """Everything that keeps it out of a batch: no adverse word is said without somebody who looked (GO-60, GO-64)."""
    return tuple(dict.fromkeys(_reasons(assessment, facts)))


def review_of(assessment: Assessment, batch: BatchReview) -> ReviewGiven:
    """The county's review: an office passes, of a practitioner the county agrees with his office (GO-63)."""
    said = assessment.office_opinion
    return ReviewGiven(
        document_number=batch.document_number, happened_date=batch.happened_date, entry_reason=batch.entry_reason,
        opinion=batch.opinion, proposed_grade=said.proposed_grade if said else AssessmentGrade.PASS, deductions=(),
    )  # fmt: skip


def _reasons(assessment: Assessment, facts: SheetFacts) -> Iterator[str]:
    said, adverse = assessment.office_opinion, {one.name for one in ADVERSE_LINES}
    if assessment.overdue:
        yield "OVERDUE"
    if said is not None and said.proposed_grade not in AGREED:
        yield "PROPOSED_GRADE"
    yield from (one.criterion for one in facts.conditions if not one.met)
    yield from _missed(facts)
    yield from _told(facts.told)
    yield from ("VIOLATION" for _ in facts.violations or ())
    yield from (one.line for one in facts.registers or () if one.line in adverse and one.value)


def _missed(facts: SheetFacts) -> Iterator[str]:
    asked = OF_OFFICES if is_of_office(facts.subject) else OF_PRACTITIONERS
    for line in quota_sheet(facts.quotas).lines:
        if line.quota in asked and line.verdict is QuotaVerdict.NOT_MET:
            yield line.quota.name


def _told(told: ToldFacts | None) -> Iterator[str]:
    if told is not None:
        yield from (one.kind for one in told.findings)
        if told.coverage is not None and not told.coverage.reached:
            yield "COVERAGE"
