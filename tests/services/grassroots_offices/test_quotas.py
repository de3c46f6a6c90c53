"""Quotas of an office in a year are exact fractions of what is in the registers (GO-48, GO-49, GO-65 to GO-69)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from services.grassroots_offices.domain.quota import (
    Quota,
    QuotaLine,
    QuotaVerdict,
    case_count,
    class_hours,
    counted_minutes,
    person_years,
    quota_sheet,
    reached,
)
from services.grassroots_offices.domain.quota_facts import (
    CountedBrief,
    CountedClass,
    Denominator,
    QuotaFacts,
    months_owed,
)
from services.grassroots_offices.domain.work_brief import WorkBriefKind
from tests.services.grassroots_offices.quota_facts import OFFICE, facts, hours, person, rules, share

MET, NOT_MET, OPEN = QuotaVerdict.MET, QuotaVerdict.NOT_MET, QuotaVerdict.OPEN


def line(given: QuotaFacts, quota: Quota, subject: str = "", month: int = 0) -> QuotaLine:
    wanted = [one for one in quota_sheet(given).lines if one.quota is quota and one.month == month]
    return next(one for one in wanted if not subject or one.subject == subject)


@pytest.mark.rule("GO-48")
@pytest.mark.parametrize(
    ("taken", "enough"),
    [pytest.param((Fraction(52), Fraction(41), Fraction(79, 2)), (True, True, False), id="TV-G06")],
)
def test_each_practitioner_learns_for_himself(taken: tuple[Fraction, ...], enough: tuple[bool, ...]) -> None:
    assert tuple(reached(one, 40) for one in taken) == enough
    assert reached(sum(taken, Fraction()) / 3, 40), "the average would have hidden him (E-48)"


@pytest.mark.rule("GO-81", "GO-48")
@pytest.mark.parametrize(
    ("minutes", "taken", "verdict"),
    [pytest.param(1800, Fraction(40), MET, id="TV-G15-40"),
     pytest.param(1770, Fraction(118, 3), NOT_MET, id="TV-G15-39.33")],
)  # fmt: skip
def test_class_hours_are_counted_in_minutes(minutes: int, taken: Fraction, verdict: QuotaVerdict) -> None:
    assert class_hours(minutes, 45) == taken
    learnt = CountedClass(training="trainings/1", practitioner="practitioners/1", minutes=minutes)
    found = line(facts(classes=(learnt,)), Quota.CLASS_HOURS)
    assert (found.value, found.verdict, found.facts) == (taken, verdict, ("trainings/1",))


@pytest.mark.rule("GO-81")
def test_public_interest_hours_are_clock_hours() -> None:
    days = tuple(hours(450, number=day, day=f"2025-03-{day:02d}") for day in range(1, 5))
    assert line(facts(hours=days), Quota.SERVICE_HOURS).value == 30


@pytest.mark.rule("GO-49")
@pytest.mark.parametrize(("held", "verdict"), [(1, NOT_MET), (2, MET)])
def test_the_county_bureau_holds_two_trainings(held: int, verdict: QuotaVerdict) -> None:
    names = tuple(f"trainings/{number}" for number in range(held))
    found = line(facts(county_trainings=names), Quota.COUNTY_TRAININGS)
    assert (found.subject, found.value, found.verdict, found.facts) == (
        "bureaus/990102",
        Fraction(held),
        verdict,
        names,
    )


@pytest.mark.rule("GO-65")
@pytest.mark.parametrize(
    ("days", "minutes", "verdict"),
    [(365, 36 * 60, MET), (365, 36 * 60 - 1, NOT_MET), (73, 432, MET), (73, 431, NOT_MET), (267, 1581, MET),
     (267, 1580, NOT_MET)],
)  # fmt: skip
def test_hours_are_asked_for_in_proportion_to_person_days(days: int, minutes: int, verdict: QuotaVerdict) -> None:
    spread = tuple(
        hours(min(480, minutes - 480 * place), number=place, day=f"2025-05-{place + 1:02d}")
        for place in range((minutes + 479) // 480)
    )
    found = line(facts(people=(person(days=days),), hours=spread), Quota.SERVICE_HOURS)
    assert (found.verdict, found.value) == (verdict, Fraction(minutes * 365, 60 * days))


@pytest.mark.rule("GO-80")
def test_of_one_day_eight_hours_count() -> None:
    day = (hours(400), hours(200, number=2), hours(60, number=3, who=2), hours(30, number=4, day="2025-03-05"))
    assert counted_minutes(day, 480) == 480 + 60 + 30


@pytest.mark.rule("GO-66")
@pytest.mark.parametrize(("cases", "verdict"), [(4, NOT_MET), (5, MET)])
def test_cases_are_asked_for_per_person_year(cases: int, verdict: QuotaVerdict) -> None:
    found = line(facts(shares=tuple(share(10_000, number) for number in range(cases))), Quota.AID_CASES)
    assert (found.value, found.verdict, len(found.facts)) == (Fraction(cases), verdict, cases)


@pytest.mark.rule("GO-68")
@pytest.mark.parametrize(
    ("share_bp", "counted"),
    [pytest.param(4000, Fraction(2, 5), id="TV-G14-A"), pytest.param(6000, Fraction(3, 5), id="TV-G14-B")],
)
def test_a_reassigned_case_counts_by_its_share(share_bp: int, counted: Fraction) -> None:
    assert case_count([share_bp]) == counted
    assert line(facts(shares=(share(share_bp),)), Quota.AID_CASES).value == counted


@pytest.mark.rule("GO-67")
@pytest.mark.parametrize(
    ("denominator", "persons"),
    [(Denominator.FTE_DAYS, Fraction(365 + 73, 365)), (Denominator.HEADCOUNT_YEAR_END, Fraction(1)),
     (Denominator.MONTH_END_AVERAGE, Fraction(14, 12))],
)  # fmt: skip
def test_the_policy_says_how_persons_are_counted(denominator: Denominator, persons: Fraction) -> None:
    left = person(2, days=73, month_ends=2, at_year_end=False, here=False)
    given = facts(rules=rules(denominator=denominator), people=(person(), left), shares=(share(10_000),))
    found = person_years(given)
    assert (found.used, found.person_days, found.days_of_year) == (persons, 438, 365)
    assert (found.fte_days, found.headcount_year_end, found.month_end_average) == (
        Fraction(6, 5), 1, Fraction(7, 6)
    )  # fmt: skip
    assert line(given, Quota.AID_CASES).value == 1 / persons


@pytest.mark.rule("GO-65")
def test_nothing_is_asked_of_an_office_without_person_days() -> None:
    assert line(facts(people=()), Quota.SERVICE_HOURS).verdict is QuotaVerdict.NOBODY


@pytest.mark.rule("GO-69")
def test_each_month_stands_alone() -> None:
    briefs = [(WorkBriefKind.BRIEF, 1)] * 6 + [(WorkBriefKind.BRIEF, 2)] * 2 + [(WorkBriefKind.TYPICAL_CASE, 2)]
    given = facts(
        briefs=tuple(
            CountedBrief(name=f"workBriefs/{place}", kind=kind, month=month)
            for place, (kind, month) in enumerate(briefs)
        )
    )  # fmt: skip
    found = {
        (quota, month): line(given, quota, month=month).verdict
        for quota in (Quota.BRIEFS, Quota.TYPICAL_CASES)
        for month in (1, 2)
    }
    assert found == {
        (Quota.BRIEFS, 1): MET, (Quota.BRIEFS, 2): NOT_MET, (Quota.TYPICAL_CASES, 1): NOT_MET,
        (Quota.TYPICAL_CASES, 2): MET,
    }  # fmt: skip


@pytest.mark.rule("GO-69")
def test_a_month_that_still_runs_is_open() -> None:
    given = facts(as_of_date=dt.date(2025, 3, 31), year_over=False)
    months = [(one.month, one.verdict) for one in quota_sheet(given).lines if one.quota is Quota.BRIEFS]
    assert months == [(1, NOT_MET), (2, NOT_MET), (3, OPEN)]


@pytest.mark.rule("GO-69")
@pytest.mark.parametrize(
    ("licensed", "closed", "owed"),
    [("2019-03-04", None, (1, 12)), ("2025-04-01", None, (4, 12)), ("2025-04-02", None, (5, 12)),
     ("2026-01-01", None, (1, 0)), ("2019-03-04", "2025-06-30", (1, 5)), ("2019-03-04", "2024-06-30", (1, 0)),
     ("2019-03-04", "2026-01-01", (1, 12)), ("2025-12-02", None, (13, 12))],
)  # fmt: skip
def test_months_without_a_licence_are_not_owed(licensed: str, closed: str | None, owed: tuple[int, int]) -> None:
    until = dt.date.fromisoformat(closed) if closed else None
    assert months_owed(2025, dt.date.fromisoformat(licensed), until) == owed


@pytest.mark.rule("GO-65")
@pytest.mark.parametrize(
    ("as_of", "expected", "shortfall"),
    [("2025-06-30", None, None), ("2025-07-01", Fraction(10 * 365, 182), 36 - Fraction(10 * 365, 182)),
     ("2025-12-30", Fraction(10 * 365, 364), 36 - Fraction(10 * 365, 364))],
)  # fmt: skip
def test_what_will_be_missing_is_told_from_the_third_quarter_on(
    as_of: str, expected: Fraction | None, shortfall: Fraction | None
) -> None:
    done = (hours(300), hours(300, number=2, day="2025-03-05"))
    found = line(facts(hours=done, as_of_date=dt.date.fromisoformat(as_of), year_over=False), Quota.SERVICE_HOURS)
    assert found.verdict is OPEN
    told = found.forecast
    assert (told and told.expected, told and told.shortfall) == (expected, shortfall)


@pytest.mark.rule("GO-48")
def test_only_who_belongs_to_the_office_owes_it_his_training() -> None:
    given = facts(people=(person(), person(2, days=10, here=False)))
    subjects = [one.subject for one in quota_sheet(given).lines if one.quota is Quota.CLASS_HOURS]
    assert subjects == ["practitioners/1"]


def test_every_line_names_its_rule_and_its_provision() -> None:
    for one in quota_sheet(facts()).lines:
        assert one.rule_id.startswith("GO-")
        assert one.citation.startswith("示例条款")
    assert quota_sheet(facts()).office == OFFICE
