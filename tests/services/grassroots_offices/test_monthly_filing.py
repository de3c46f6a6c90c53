"""Who has not handed in a month is known from the first minute of the next one (GO-69, GO-71)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import work_brief_pb2 as pb

from tests.doors import migrated, refused, serving, settings_of
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_income_reports import file as report
from tests.services.grassroots_offices.test_work_briefs import BACK, act, submit

TYPICAL = pb.WORK_BRIEF_KIND_TYPICAL_CASE


def unfiled(desk: Desk, period: str, **asked: Any) -> dict[str, pb.UnfiledMonth]:
    found = desk.call("CheckMonth", desk.clerk, period=period, **asked).unfiled
    return {one.office: one for one in found}


def hand_in(desk: Desk, office: str, day: str) -> list[pb.WorkBrief]:
    """Three briefs and a typical case."""
    briefs = [submit(desk, office, f"{day}信息{number}", day) for number in range(3)]
    return [*briefs, submit(desk, office, f"{day}典型案例", day, kind=TYPICAL)]


@pytest.mark.rule("GO-69", "GO-71")
def test_missing_report_list_at_midnight_of_day_1(desk: Desk, profile: Profile) -> None:
    done, short, idle = (desk.enter_office().name for _ in range(3))
    hand_in(desk, done, "2026-06-12")
    submit(desk, short, "信息", "2026-06-12")
    midnight = settings_of(profile, "grassroots_offices", SIFA_NOW="2026-07-01T00:00+08:00")
    with serving(migrated(midnight, "grassroots_offices")) as door:
        july = Desk(door=door, clerk=desk.clerk, city=desk.city)
        report(july, done, period="2026-06")
        found = unfiled(july, "2026-06")
        before = unfiled(july, "2026-06", as_of_date="2026-06-30")
    assert set(found) == {short, idle}
    one = found[short]
    assert (one.briefs, one.briefs_owed, one.typical_cases, one.typical_cases_owed) == (1, 3, 0, 1)
    assert (one.income_missing, one.income_due_date, one.month_over) == (True, "2026-07-10", True)
    assert (found[idle].briefs, found[idle].month_over) == (0, True)
    assert {(line.income_missing, line.month_over) for line in before.values()} == {(False, False)}


@pytest.mark.rule("GO-69")
def test_as_of_a_day_counts_what_was_submitted_by_then_and_not_sent_back(desk: Desk) -> None:
    office = desk.enter_office().name
    briefs = hand_in(desk, office, "2026-06-12")
    assert unfiled(desk, "2026-06") == {}
    assert unfiled(desk, "2026-06", as_of_date="2026-06-11")[office].briefs == 0
    act(desk, "Return", briefs[0], **BACK)
    assert unfiled(desk, "2026-06", as_of_date="2026-06-12")[office].briefs == 2


@pytest.mark.rule("GO-69", "GO-71")
def test_who_reported_income_later_was_missing_until_then(desk: Desk, profile: Profile) -> None:
    office = desk.enter_office().name
    hand_in(desk, office, "2026-06-12")
    with on_day(desk, profile, "2026-07-05") as july:
        report(july, office, period="2026-06")
        assert unfiled(july, "2026-06") == {}
        assert unfiled(july, "2026-06", as_of_date="2026-07-04")[office].income_missing


def test_months_outside_the_licence_are_not_owed_and_pages_end(desk: Desk) -> None:
    new = desk.enter_office(licensed_date="2026-06-02").name
    old = [desk.enter_office().name for _ in range(3)]
    assert set(unfiled(desk, "2026-06")) == set(old)
    assert new not in unfiled(desk, "2026-05")
    first = desk.call("CheckMonth", desk.clerk, period="2026-06", page_size=2)
    rest = desk.call("CheckMonth", desk.clerk, period="2026-06", page_size=2, page_token=first.next_page_token)
    assert [one.office for one in [*first.unfiled, *rest.unfiled]] == sorted(old)
    assert rest.next_page_token == ""


@pytest.mark.parametrize(
    ("asked", "violations"),
    [
        ({"period": "2026-07"}, {"period": "PERIOD_NOT_BEGUN"}),
        ({"period": "2026-05", "as_of_date": "2026-04-30"}, {"period": "PERIOD_NOT_BEGUN"}),
        ({"period": "2026-06", "as_of_date": "2026-06-16"}, {"as_of_date": "DATE_IN_FUTURE"}),
    ],
)
def test_a_month_that_has_not_begun_has_no_list(
    desk: Desk, asked: dict[str, str], violations: dict[str, str]
) -> None:  # fmt: skip
    assert refused(lambda: unfiled(desk, **asked)).violations == violations
