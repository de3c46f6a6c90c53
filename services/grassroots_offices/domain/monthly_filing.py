"""Which offices have not handed in a month: briefs, typical cases, income (GO-69). It must not read a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation
from services.grassroots_offices.domain.quota_facts import months_owed
from services.grassroots_offices.domain.work_brief import WorkBriefKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthAsked:
    """A month, `YYYY-MM`, and the day as of which; None means today."""

    period: str
    as_of_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfOffices:
    """First and last day of the month, and the day as of which it is looked at."""

    first: dt.date
    last: dt.date
    as_of: dt.date

    @property
    def is_over(self) -> bool:
        """Whether nothing can be handed in on time any more: from 00:00 of the first day of the next month."""
        return self.as_of > self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRules:
    """What is owed in the division, and the day of the next month by which income is reported."""

    briefs: int
    typical_cases: int
    income_due_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfiledMonth:
    """An office that has not handed in everything of a month; an income report is missing once the month is over."""

    office: str
    display_name: str
    briefs: int
    briefs_owed: int
    typical_cases: int
    typical_cases_owed: int
    income_missing: bool
    income_due_date: dt.date
    month_over: bool


def month_of(asked: MonthAsked, *, today: dt.date) -> MonthOfOffices:
    """The month as of the day. Raises InvalidFields DATE_IN_FUTURE, PERIOD_NOT_BEGUN."""
    as_of = asked.as_of_date or today
    if as_of > today:
        raise _fault("as_of_date", "DATE_IN_FUTURE", "查询日期不能晚于今天，请填写今天或者以前的日期")
    first = dt.date.fromisoformat(f"{asked.period}-01")
    if first > as_of:
        raise _fault("period", "PERIOD_NOT_BEGUN", "该月在查询日期尚未开始（GO-69），请填写已经开始的月份")
    after = (first + dt.timedelta(days=31)).replace(day=1)
    return MonthOfOffices(first=first, last=after - dt.timedelta(days=1), as_of=as_of)


def owes_month(month: MonthOfOffices, licensed: dt.date | None, closed: dt.date | None) -> bool:
    """Whether the month lies wholly within the licence (GO-69)."""
    first, last = months_owed(month.first.year, licensed, closed)
    return first <= month.first.month <= last


def unfiled_month(
    office: str, display_name: str, month: MonthOfOffices, rules: MonthRules, submitted: Iterable[WorkBriefKind], *,
    income_filed: bool,
) -> UnfiledMonth | None:  # fmt: skip
    """What the office has not handed in of the month; None when nothing is missing (GO-69, GO-71)."""
    kinds = list(submitted)
    line = UnfiledMonth(
        office=office, display_name=display_name, briefs=kinds.count(WorkBriefKind.BRIEF), briefs_owed=rules.briefs,
        typical_cases=kinds.count(WorkBriefKind.TYPICAL_CASE), typical_cases_owed=rules.typical_cases,
        income_missing=month.is_over and not income_filed,
        income_due_date=(month.last + dt.timedelta(days=1)).replace(day=rules.income_due_day),
        month_over=month.is_over,
    )  # fmt: skip
    short = line.briefs < line.briefs_owed or line.typical_cases < line.typical_cases_owed
    return line if short or line.income_missing else None


def _fault(field: str, reason: str, description: str) -> InvalidFields:
    return InvalidFields((Violation(field=field, reason=reason, description=description),))
