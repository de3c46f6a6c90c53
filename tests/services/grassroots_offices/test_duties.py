"""An office's people see on one page what is missing and by when, each what is his (GO-15)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import daily_entry_pb2, income_report_pb2
from sifa.grassroots_offices.v1 import duty_pb2 as pb
from sifa.grassroots_offices.v1 import staff_account_pb2 as account_pb
from sifa.party_building.v1 import coverage_pb2
from sifa.party_building.v1 import events_pb2 as party

from tests.doors import HOME, Identity, refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_assessments import file as file_papers
from tests.services.grassroots_offices.test_own_office import POSTS, link
from tests.services.grassroots_offices.test_told_findings import tell

MONTHS_OF_2025 = [f"2025-{month:02d}" for month in range(1, 13)]
POSTS.update({"finance": account_pb.STAFF_POST_FINANCE, "party": account_pb.STAFF_POST_PARTY})


def report(office: str, period: str) -> income_report_pb2.IncomeReport:
    return income_report_pb2.IncomeReport(
        office=office, period=period, gross_fee_fen=100_000, document_number=f"收入{period}"
    )


def owed(desk: Desk, office: str, kind: pb.DutyKind.ValueType) -> list[pb.Duty]:
    return [one for one in desk.call("ComputeDuties", desk.city, name=office).duties if one.kind == kind]


def own(desk: Desk, who: Identity) -> list[pb.Duty]:
    return list(desk.call("ComputeOwnDuties", who).duties)


@pytest.mark.rule("GO-15", "PB-20")
def test_months_without_a_report_are_owed_until_the_finance_clerk_files(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    finance = link(desk, office.name, "finance")
    periods = [one.period for one in own(desk, finance)]
    assert periods == [*MONTHS_OF_2025, *(f"2026-{month:02d}" for month in range(1, 6))]
    filed = desk.call("EnterOwnIncomeReport", finance, income_report=report(office.name, "2026-05")).income_report
    assert filed.version == 1
    last = own(desk, finance)[-1]
    assert (last.period, last.due_date, last.overdue, last.rule_id) == ("2026-04", "2026-05-10", True, "PB-20")
    elsewhere = desk.enter_office()
    other = refused(lambda: desk.call("EnterOwnIncomeReport", finance, income_report=report(elsewhere.name, "2026-05")))
    assert other.reason == "OFFICE_UNKNOWN"
    practitioner = link(desk, office.name, "party")
    barred = refused(
        lambda: desk.call("EnterOwnIncomeReport", practitioner, income_report=report(office.name, "2026-04"))
    )
    assert barred.reason == "POST_NOT_ALLOWED"


@pytest.mark.rule("GO-15")
@pytest.mark.parametrize(("licensed", "first"), [("2026-04-01", "2026-04"), ("2026-04-02", "2026-05")])
def test_a_month_is_owed_when_it_lies_wholly_within_the_licence_and_is_over(
    desk: Desk, licensed: str, first: str
) -> None:
    office, _ = desk.staffed_office(3, licensed_date=licensed)
    found = owed(desk, office.name, pb.DUTY_KIND_INCOME_REPORT)
    assert (found[0].period, found[-1].period) == (first, "2026-05")
    assert (found[-1].due_date, found[-1].overdue) == ("2026-06-10", True)


@pytest.mark.rule("GO-48", "GO-69")
def test_quotas_of_the_year_and_of_this_month_are_owed_and_those_of_past_months_are_not(desk: Desk) -> None:
    office, staff = desk.staffed_office(1)
    found = owed(desk, office.name, pb.DUTY_KIND_QUOTA)
    assert {(one.item, one.subject, one.period, one.missing, one.due_date, one.rule_id) for one in found} == {
        ("BRIEFS", office.name, "2026-06", "3", "2026-06-30", "GO-69"),
        ("TYPICAL_CASES", office.name, "2026-06", "1", "2026-06-30", "GO-69"),
        ("SERVICE_HOURS", office.name, "2026", "36", "2026-12-31", "GO-65"),
        ("AID_CASES", office.name, "2026", "5", "2026-12-31", "GO-66"),
        ("CLASS_HOURS", staff[0].name, "2026", "40", "2026-12-31", "GO-48"),
    }  # fmt: skip
    assert not any(one.overdue for one in found)


@pytest.mark.rule("GO-60", "GO-62")
@pytest.mark.parametrize(("day", "overdue"), [("2026-05-15", False), ("2026-05-16", True), ("2026-06-01", None)])
def test_papers_are_owed_until_the_window_closes(
    desk: Desk, profile: Profile, day: str, *, overdue: bool | None
) -> None:
    office, staff = desk.staffed_office(2)
    with on_day(desk, profile, "2026-04-10") as spring:
        file_papers(spring, staff[0].name)
    with on_day(desk, profile, day) as then:
        found = owed(then, office.name, pb.DUTY_KIND_ASSESSMENT_PAPERS)
    expected = [] if overdue is None else sorted([office.name, staff[1].name])
    assert [one.subject for one in found] == expected
    assert {(one.due_date, one.overdue) for one in found} == ({("2026-05-15", overdue)} if expected else set())


@pytest.mark.rule("GO-10", "GO-15")
def test_a_clock_that_runs_stands_on_the_page_of_director_and_clerk_alone(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    director, finance = link(desk, office.name, "director"), link(desk, office.name, "finance")
    desk.leave(staff[0], happened_date="2026-06-12")
    (cure,) = owed(desk, office.name, pb.DUTY_KIND_DEADLINE)
    assert (cure.item, cure.rule_id, cure.due_date, cure.overdue) == ("CURE_BREACH", "GO-10", "2026-09-10", False)
    assert [one.item for one in own(desk, director) if one.kind == pb.DUTY_KIND_DEADLINE] == ["CURE_BREACH"]
    assert {one.kind for one in own(desk, finance)} == {pb.DUTY_KIND_INCOME_REPORT}


@pytest.mark.rule("GO-64", "PB-23")
def test_the_party_clerk_sees_what_party_building_told(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    clerk = link(desk, office.name, "party")
    assert own(desk, clerk) == []
    needed = coverage_pb2.COVERAGE_FORM_BRANCH
    tell(
        desk,
        party.CoverageChanged(office=office.name, division=HOME, required=needed, since_date="2026-02-01"),
        party.CoverageOverdue(office=office.name, division=HOME, required=needed, due_date="2026-05-01"),
    )
    assert [(one.item, one.rule_id, one.due_date, one.overdue) for one in own(desk, clerk)] == [
        ("COVERAGE_OVERDUE", "PB-23", "2026-05-01", True), ("COVERAGE_BRANCH", "GO-64", "", False),
    ]  # fmt: skip
    tell(
        desk,
        party.CoverageChanged(
            office=office.name, division=HOME, required=needed, actual=needed, reached=True, since_date="2026-06-01"
        ),
        first=3,
    )
    assert [one.item for one in own(desk, clerk)] == ["COVERAGE_OVERDUE"]


@pytest.mark.rule("GO-15", "GO-85")
@pytest.mark.rule("PB-14")
def test_relations_that_have_to_follow_from_another_office_are_owed_until_they_did(desk: Desk) -> None:
    office, came_from = desk.enter_office().name, desk.enter_office().name

    def told(due: str, *, settled: bool) -> party.OfficeSuccessionChanged:
        return party.OfficeSuccessionChanged(
            office=came_from, successor=office, division=HOME, settled=settled, due_date=due, changed_date="2026-03-01"
        )

    tell(desk, told("2026-06-14", settled=False))
    (line,) = owed(desk, office, pb.DUTY_KIND_PARTY)
    assert (line.subject, line.item, line.rule_id) == (came_from, "RELATIONS", "PB-14")
    assert (line.due_date, line.overdue) == ("2026-06-14", True)
    assert owed(desk, came_from, pb.DUTY_KIND_PARTY) == []
    tell(desk, told("", settled=True), first=2)
    assert owed(desk, office, pb.DUTY_KIND_PARTY) == []


def test_a_practitioner_sees_his_own_and_the_clerk_what_may_be_answered(desk: Desk) -> None:
    office, staff = desk.staffed_office(2)
    him, clerk = link(desk, office.name, "practitioner", staff[0].name), link(desk, office.name, "clerk")
    assert {one.subject for one in own(desk, him)} == {staff[0].name}
    noted: Any = desk.call(
        "CreateDailyEntry", desk.clerk,
        daily_entry=daily_entry_pb2.DailyEntry(
            office=office.name, kind=daily_entry_pb2.DAILY_ENTRY_KIND_LATE_REPORT, noted_date="2026-06-12",
            reason="五月收入报告迟报", document_number="日常1号",
        ),
    )  # fmt: skip
    (last,) = [one for one in own(desk, clerk) if one.kind == pb.DUTY_KIND_DAILY_ENTRY]
    assert (last.subject, last.item, last.due_date) == (noted.name, "LATE_REPORT", "")
    desk.call("AnswerDailyEntry", desk.clerk, name=noted.name, answer="已补报")
    assert owed(desk, office.name, pb.DUTY_KIND_DAILY_ENTRY) == []


@pytest.mark.rule("GO-15")
def test_nobody_sees_what_another_county_or_office_owes(desk: Desk) -> None:
    office, _ = desk.staffed_office(1)
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert refused(lambda: desk.call("ComputeDuties", neighbour, name=office.name)).code == grpc.StatusCode.NOT_FOUND
    stranger = desk.door.person("office_staff", subject="stranger")
    assert refused(lambda: own(desk, stranger)).reason == "ACCOUNT_NOT_LINKED"
