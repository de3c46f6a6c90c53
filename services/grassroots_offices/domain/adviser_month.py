"""Coverage of villages in a month, and advisers who are short of something (GO-79). It must not read a row.

Only a month that lies wholly within a contract is owed, and a lecture only for a quarter that does [design].
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chassis.kernel.calendar import corresponding_day
from chassis.kernel.errors import InvalidFields, Violation
from services.grassroots_offices.domain.adviser_log import AdviserLog, AdviserLogKind
from services.grassroots_offices.domain.village_adviser import VillageAdviser, last_day, serves_on

_K = AdviserLogKind
HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserRules:
    """What is owed per village, with its provision; groups are checked in the ratio of numerator to denominator."""

    minutes_per_month: int
    lectures_per_quarter: int
    cases_per_month: int
    checked_numerator: int
    checked_denominator: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserLine:
    """An adviser who is short of something."""

    village_adviser: str
    village: str
    practitioner: str
    on_site_minutes: int
    missing_minutes: int
    lectures: int
    missing_lectures: int
    group_cases: int
    missing_cases: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserMonth:
    """A month of the divisions that somebody sees."""

    month: str
    village_count: int
    covered_count: int
    uncovered: tuple[str, ...]
    lines: tuple[AdviserLine, ...]
    group_count: int
    checked_count: int
    missing_checks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSpan:
    """The first and last day of a month, and the first of its quarter; `ends_quarter` in its last month."""

    first: dt.date
    last: dt.date
    quarter_first: dt.date
    ends_quarter: bool


def month_span(month: str, *, today: dt.date) -> MonthSpan:
    """The days of a month `YYYY-MM`. Raises InvalidFields MONTH_IN_FUTURE."""
    first = dt.date.fromisoformat(f"{month}-01")
    if first > today:
        raise InvalidFields(
            (Violation(field="month", reason="MONTH_IN_FUTURE", description="该月份尚未开始，请填写本月或以前月份"),)
        )
    return MonthSpan(
        first=first, last=corresponding_day(first, 1) - dt.timedelta(days=1),
        quarter_first=corresponding_day(first, -((first.month - 1) % 3)), ends_quarter=first.month % 3 == 0,
    )  # fmt: skip


def month_of(
    span: MonthSpan, villages: Iterable[str], advisers: list[VillageAdviser], logs: list[AdviserLog],
    rules: Mapping[str, AdviserRules], *, on: dt.date, practising: frozenset[str],
) -> AdviserMonth:  # fmt: skip
    """Coverage on the day, shortfalls and group checks of the month (GO-79).

    `rules` by division; `practising` are the practitioners who may practise on the day.
    """
    valid = {
        one.village for one in advisers
        if serves_on(one, on) and (not one.practitioner or one.practitioner in practising)
    }  # fmt: skip
    known = tuple(villages)
    by_adviser = _by_adviser(advisers, logs)
    groups = [one for one in advisers if one.group_name and one.from_date <= span.last and last_day(one) >= span.first]
    checked = [one for one in groups if _count(by_adviser[one.name], _K.GROUP_CHECK, span.first, span.last)]
    uncovered = tuple(sorted(set(known) - valid))
    return AdviserMonth(
        month=f"{span.first:%Y-%m}", village_count=len(known), covered_count=len(known) - len(uncovered),
        uncovered=uncovered, lines=tuple(short_lines(span, advisers, logs, rules)), group_count=len(groups),
        checked_count=len(checked), missing_checks=max(0, _checks_owed(groups, rules) - len(checked)),
    )  # fmt: skip


def short_lines(
    span: MonthSpan, advisers: list[VillageAdviser], logs: list[AdviserLog], rules: Mapping[str, AdviserRules]
) -> Iterator[AdviserLine]:
    """Each contract that is short of time on site, lectures or cases in the month (GO-79)."""
    kept = _by_adviser(advisers, logs)
    for one in advisers:
        line = _line(span, one, kept[one.name], rules[one.division])
        if line.missing_minutes or line.missing_lectures or line.missing_cases:
            yield line


def _by_adviser(advisers: list[VillageAdviser], logs: list[AdviserLog]) -> dict[str, list[AdviserLog]]:
    kept: dict[str, list[AdviserLog]] = {one.name: [] for one in advisers}
    for log in logs:
        kept[log.village_adviser].append(log)
    return kept


def _line(span: MonthSpan, adviser: VillageAdviser, logs: list[AdviserLog], rules: AdviserRules) -> AdviserLine:
    whole_month = adviser.from_date <= span.first and last_day(adviser) >= span.last
    whole_quarter = span.ends_quarter and whole_month and adviser.from_date <= span.quarter_first
    minutes = sum(
        one.minutes for one in logs if one.kind is _K.ON_SITE and span.first <= one.log_date <= span.last
    )  # fmt: skip
    lectures = _count(logs, _K.LECTURE, span.quarter_first, span.last)
    cases = _count(logs, _K.GROUP_CASE, span.first, span.last)
    return AdviserLine(
        village_adviser=adviser.name, village=adviser.village, practitioner=adviser.practitioner,
        on_site_minutes=minutes, missing_minutes=max(0, rules.minutes_per_month - minutes) if whole_month else 0,
        lectures=lectures, missing_lectures=max(0, rules.lectures_per_quarter - lectures) if whole_quarter else 0,
        group_cases=cases,
        missing_cases=max(0, rules.cases_per_month - cases) if whole_month and adviser.group_name else 0,
        citation=rules.citation,
    )  # fmt: skip


def _count(logs: list[AdviserLog], kind: AdviserLogKind, first: dt.date, last: dt.date) -> int:
    return sum(1 for one in logs if one.kind is kind and first <= one.log_date <= last)


def _checks_owed(groups: list[VillageAdviser], rules: Mapping[str, AdviserRules]) -> int:
    """Rounded up in each division: a third of one group is a group (GO-79, E-62)."""
    owed = 0
    for division, own in rules.items():
        count = sum(1 for one in groups if one.division == division)
        owed += -(-count * own.checked_numerator // own.checked_denominator)
    return owed
