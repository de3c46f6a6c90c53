"""What advisers, written rules and the quality plan still ask for (GO-77, GO-79, GO-84). It must not read a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from services.grassroots_offices.domain.adviser_month import AdviserLine, MonthSpan
from services.grassroots_offices.domain.duty import Duty, DutyKind, duty_line
from services.grassroots_offices.domain.quality_plan import QualityPlan
from services.grassroots_offices.domain.written_rule import WrittenRuleLine, WrittenRuleStanding

_K = DutyKind


def adviser_duties(short: Iterable[AdviserLine], span: MonthSpan, *, today: dt.date) -> Iterator[Duty]:
    """What each contract of a practitioner is short of in the month that runs, until its last day (GO-79)."""
    for one in short:
        missing = {
            "ON_SITE_MINUTES": one.missing_minutes, "LECTURES": one.missing_lectures, "GROUP_CASES": one.missing_cases,
        }  # fmt: skip
        for item, count in missing.items():
            if count:
                yield duty_line(
                    _K.ADVISER, one.village_adviser, item, f"{span.first:%Y-%m}", str(count), "GO-79", span.last,
                    today, practitioner=one.practitioner,
                )  # fmt: skip


def written_rule_duties(
    office: str, lines: Iterable[WrittenRuleLine], year: int, *, today: dt.date
) -> Iterator[Duty]:  # fmt: skip
    """Of the twelve: what is missing or not on the wall, without a day, and what the year shows no use of (GO-77)."""
    for one in lines:
        if one.standing is not WrittenRuleStanding.IN_USE:
            unused = one.standing is WrittenRuleStanding.UNUSED
            yield duty_line(
                _K.WRITTEN_RULE, one.written_rule or office, f"{one.kind.name}_{one.standing.name}", str(year), "1",
                "GO-77", _last_day(year) if unused else None, today,
            )  # fmt: skip


def quality_duties(plan: QualityPlan, *, today: dt.date) -> Iterator[Duty]:
    """Files to be reviewed, and closed matters without survey or call, until the end of the year (GO-84).

    They stay owed afterwards: a file is reviewed whenever.
    """
    missing = {
        "FILE_REVIEWS": plan.missing_reviews, "SURVEYS": len(plan.without_survey),
        "FOLLOW_UP_CALLS": len(plan.without_call),
    }  # fmt: skip
    for item, count in missing.items():
        if count:
            last = _last_day(plan.year)
            yield duty_line(_K.QUALITY, plan.office, item, str(plan.year), str(count), "GO-84", last, today)


def _last_day(year: int) -> dt.date:
    return dt.date(year, 12, 31)
