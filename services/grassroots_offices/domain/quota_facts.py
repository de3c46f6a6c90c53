"""Everything that the quotas of an office in a year are computed from, as plain values. It must not compute them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from services.grassroots_offices.domain.work_brief import WorkBriefKind


class Denominator(enum.Enum):
    """How the persons of an average are counted (GO-67)."""

    FTE_DAYS = enum.auto()
    HEADCOUNT_YEAR_END = enum.auto()
    MONTH_END_AVERAGE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """What must be reached, and the provision that says so."""

    value: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRules:
    """The values in force in the division on the day."""

    hours: Threshold
    aid_cases: Threshold
    class_hours: Threshold
    county_trainings: Threshold
    briefs: Threshold
    typical_cases: Threshold
    class_hour_minutes: int
    day_minutes: int
    denominator: Denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonOfYear:
    """Somebody who was at the office in the year; `here`: he belongs to it on the day of the computation."""

    practitioner: str
    days: int
    month_ends: int
    at_year_end: bool
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedHours:
    """Confirmed public-interest hours of somebody who belonged to the office on the day."""

    name: str
    practitioner: str
    service_date: dt.date
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedShare:
    """A share of a legal-aid case, in hundredths of a percent."""

    aid_case: str
    practitioner: str
    share_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedClass:
    """Clock minutes of somebody in a training."""

    training: str
    practitioner: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedBrief:
    """A brief or typical case that was not sent back."""

    name: str
    kind: WorkBriefKind
    month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaFacts:
    """The facts of an office and year up to a day. Months without the whole of which it had a licence are not owed."""

    office: str
    division: str
    year: int
    as_of_date: dt.date
    year_over: bool
    first_month: int
    last_month: int
    rules: QuotaRules
    people: tuple[PersonOfYear, ...]
    hours: tuple[CountedHours, ...]
    shares: tuple[CountedShare, ...]
    classes: tuple[CountedClass, ...]
    county_trainings: tuple[str, ...]
    briefs: tuple[CountedBrief, ...]


def months_owed(year: int, licensed: dt.date | None, closed: dt.date | None) -> tuple[int, int]:
    """First and last month of the year that lie wholly within the licence (GO-69); the last before the first: none."""
    first, last = 1, 12
    if licensed is None or licensed.year > year or (closed is not None and closed.year < year):
        return 1, 0
    if licensed.year == year:
        first = licensed.month + (licensed.day > 1)
    if closed is not None and closed.year == year:
        last = closed.month - 1
    return first, last
