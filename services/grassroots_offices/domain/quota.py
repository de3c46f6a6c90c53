"""Quotas of an office in a year, as exact fractions (GO-48, GO-49, GO-65 to GO-69). It must not read a register."""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from services.grassroots_offices.domain.person_days import days_of_year
from services.grassroots_offices.domain.quota_facts import (
    CountedHours,
    Denominator,
    QuotaFacts,
    Threshold,
)
from services.grassroots_offices.domain.work_brief import WorkBriefKind

WHOLE_CASE, HOUR_MINUTES, THIRD_QUARTER = 10_000, 60, 7


class Quota(enum.Enum):
    """What is asked for."""

    SERVICE_HOURS = enum.auto()
    AID_CASES = enum.auto()
    CLASS_HOURS = enum.auto()
    COUNTY_TRAININGS = enum.auto()
    BRIEFS = enum.auto()
    TYPICAL_CASES = enum.auto()


RULE_OF = {
    Quota.SERVICE_HOURS: "GO-65", Quota.AID_CASES: "GO-66", Quota.CLASS_HOURS: "GO-48",
    Quota.COUNTY_TRAININGS: "GO-49", Quota.BRIEFS: "GO-69", Quota.TYPICAL_CASES: "GO-69",
}  # fmt: skip


class QuotaVerdict(enum.Enum):
    """How it stands."""

    MET = enum.auto()
    NOT_MET = enum.auto()
    OPEN = enum.auto()
    NOBODY = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonYears:
    """The persons of the averages, counted in all three ways (GO-67)."""

    in_force: Denominator
    person_days: int
    days_of_year: int
    fte_days: Fraction
    headcount_year_end: int
    month_end_average: Fraction

    @property
    def used(self) -> Fraction:
        """The persons that the averages use."""
        return {
            Denominator.FTE_DAYS: self.fte_days,
            Denominator.HEADCOUNT_YEAR_END: Fraction(self.headcount_year_end),
            Denominator.MONTH_END_AVERAGE: self.month_end_average,
        }[self.in_force]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaForecast:
    """What the year would end with if it went on like this."""

    expected: Fraction
    shortfall: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """One quota; `month` 0 for those of the year."""

    quota: Quota
    subject: str
    month: int
    value: Fraction
    threshold: int
    verdict: QuotaVerdict
    rule_id: str
    citation: str
    facts: tuple[str, ...]
    forecast: QuotaForecast | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaSheet:
    """All quotas of an office in a year."""

    office: str
    year: int
    as_of_date: dt.date
    person_years: PersonYears
    lines: tuple[QuotaLine, ...]


def quota_sheet(facts: QuotaFacts) -> QuotaSheet:
    """The quotas, computed from the facts alone: the same facts make the same sheet (GO-65 to GO-69)."""
    persons = person_years(facts)
    lines = (*_averages(facts, persons.used), *_class_hours(facts), _county_trainings(facts), *_months(facts))
    return QuotaSheet(
        office=facts.office, year=facts.year, as_of_date=facts.as_of_date, person_years=persons, lines=lines
    )  # fmt: skip


def person_years(facts: QuotaFacts) -> PersonYears:
    """The three denominators, exact (GO-67)."""
    days, whole = sum(one.days for one in facts.people), days_of_year(facts.year)
    return PersonYears(
        in_force=facts.rules.denominator, person_days=days, days_of_year=whole, fte_days=Fraction(days, whole),
        headcount_year_end=sum(one.at_year_end for one in facts.people),
        month_end_average=Fraction(sum(one.month_ends for one in facts.people), 12),
    )  # fmt: skip


def counted_minutes(hours: tuple[CountedHours, ...], day_minutes: int) -> int:
    """Minutes that count: of all hours that somebody spent on one day at most so many (GO-80)."""
    days: dict[tuple[str, dt.date], int] = defaultdict(int)
    for one in hours:
        days[one.practitioner, one.service_date] += one.minutes
    return sum(min(minutes, day_minutes) for minutes in days.values())


def class_hours(minutes: int, class_hour_minutes: int) -> Fraction:
    """Clock minutes in class hours (学时), not rounded (GO-81)."""
    return Fraction(minutes, class_hour_minutes)


def reached(value: Fraction, threshold: int) -> bool:
    """Whether the exact measure reaches the threshold; nobody's surplus helps another (GO-48)."""
    return value >= threshold


def case_count(shares_bp: list[int]) -> Fraction:
    """Cases that shares in hundredths of a percent come to: 0.4 of a case is 0.4 (GO-68)."""
    return Fraction(sum(shares_bp), WHOLE_CASE)


def _averages(facts: QuotaFacts, persons: Fraction) -> Iterator[QuotaLine]:
    """Public-interest hours and legal-aid cases per person-year (GO-65, GO-66)."""
    hours = Fraction(counted_minutes(facts.hours, facts.rules.day_minutes), HOUR_MINUTES)
    cases = case_count([one.share_bp for one in facts.shares])
    names = tuple(one.name for one in facts.hours), tuple(one.aid_case for one in facts.shares)
    yield _average(facts, Quota.SERVICE_HOURS, hours, persons, facts.rules.hours, names[0])
    yield _average(facts, Quota.AID_CASES, cases, persons, facts.rules.aid_cases, names[1])


def _average(
    facts: QuotaFacts, quota: Quota, total: Fraction, persons: Fraction, threshold: Threshold, names: tuple[str, ...]
) -> QuotaLine:  # fmt: skip
    value = total / persons if persons else Fraction(0)
    forecast = None
    if _is_forecast(facts):
        elapsed = (facts.as_of_date - dt.date(facts.year, 1, 1)).days + 1
        expected = value * days_of_year(facts.year) / elapsed
        forecast = QuotaForecast(
            expected=expected, shortfall=max(Fraction(0), (threshold.value - expected) * persons)
        )  # fmt: skip
    verdict = _verdict(value, threshold, over=facts.year_over) if persons else QuotaVerdict.NOBODY
    return _line(quota, facts.office, value, threshold, verdict, names, forecast=forecast)


def _class_hours(facts: QuotaFacts) -> Iterator[QuotaLine]:
    """Each practitioner on his own account, wherever he was trained (GO-48, GO-81)."""
    for person in facts.people:
        if person.here:
            own = [one for one in facts.classes if one.practitioner == person.practitioner]
            value = class_hours(sum(one.minutes for one in own), facts.rules.class_hour_minutes)
            names = tuple(one.training for one in own)
            yield _counted(facts, Quota.CLASS_HOURS, person.practitioner, value, facts.rules.class_hours, names)


def _county_trainings(facts: QuotaFacts) -> QuotaLine:
    """What the county bureau itself owes (GO-49)."""
    held, bureau = Fraction(len(facts.county_trainings)), f"bureaus/{facts.division}"
    rule = facts.rules.county_trainings
    return _counted(facts, Quota.COUNTY_TRAININGS, bureau, held, rule, facts.county_trainings)


def _months(facts: QuotaFacts) -> Iterator[QuotaLine]:
    """Each month by itself: what is too much in one helps no other (GO-69, E-54)."""
    asked = (
        (Quota.BRIEFS, WorkBriefKind.BRIEF, facts.rules.briefs),
        (Quota.TYPICAL_CASES, WorkBriefKind.TYPICAL_CASE, facts.rules.typical_cases),
    )
    for month in range(facts.first_month, min(facts.last_month, facts.as_of_date.month) + 1):
        over = facts.year_over or month < facts.as_of_date.month
        for quota, kind, threshold in asked:
            names = tuple(one.name for one in facts.briefs if one.kind is kind and one.month == month)
            value = Fraction(len(names))
            verdict = _verdict(value, threshold, over=over)
            yield _line(quota, facts.office, value, threshold, verdict, names, month=month)


def _counted(
    facts: QuotaFacts, quota: Quota, subject: str, value: Fraction, threshold: Threshold, names: tuple[str, ...]
) -> QuotaLine:  # fmt: skip
    missing = QuotaForecast(expected=value, shortfall=max(Fraction(0), threshold.value - value))
    verdict = _verdict(value, threshold, over=facts.year_over)
    forecast = missing if _is_forecast(facts) else None
    return _line(quota, subject, value, threshold, verdict, names, forecast=forecast)


def _line(
    quota: Quota, subject: str, value: Fraction, threshold: Threshold, verdict: QuotaVerdict, names: tuple[str, ...],
    *, month: int = 0, forecast: QuotaForecast | None = None,
) -> QuotaLine:  # fmt: skip
    return QuotaLine(
        quota=quota, subject=subject, month=month, value=value, threshold=threshold.value, verdict=verdict,
        rule_id=RULE_OF[quota], citation=threshold.citation, facts=names, forecast=forecast,
    )  # fmt: skip


def _verdict(value: Fraction, threshold: Threshold, *, over: bool) -> QuotaVerdict:
    if reached(value, threshold.value):
        return QuotaVerdict.MET
    return QuotaVerdict.NOT_MET if over else QuotaVerdict.OPEN


def _is_forecast(facts: QuotaFacts) -> bool:
    """From the third quarter on, while the year runs."""
    return not facts.year_over and facts.as_of_date.month >= THIRD_QUARTER
