"""The party line of an office's sheet comes from party_building, and what it told is answered (GO-64, PB-23)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import grpc
import pytest
from google.protobuf.message import Message
from sifa.grassroots_offices.v1 import assessment_pb2 as pb
from sifa.party_building.v1 import coverage_pb2
from sifa.party_building.v1 import events_pb2 as party

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from services.grassroots_offices.domain.assessment_sheet import sheet_of
from services.grassroots_offices.domain.sheet_facts import SheetFacts
from tests.doors import HOME, refused
from tests.facts import fact
from tests.servers.profiles import Profile
from tests.services.grassroots_offices import quota_facts as made
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_assessments import computed_again, file, review

BRANCH, NOTHING = coverage_pb2.COVERAGE_FORM_BRANCH, coverage_pb2.COVERAGE_FORM_UNSPECIFIED
LINE = "fundAllocations/019ed7e5-3a00-7001-8000-2f6b1c9d0c01"
SPEND = "fundSpends/019ed7e5-3a00-7001-8000-2f6b1c9d0c02"
MEMBER = "members/019ed7e5-3a00-7001-8000-2f6b1c9d0c03"


@pytest.fixture
def spring(desk: Desk, profile: Profile) -> Iterator[Desk]:
    """The desks in the middle of the window for 2025."""
    with on_day(desk, profile, "2026-04-10") as open_desk:
        yield open_desk


def tell(desk: Desk, *messages: Message, first: int = 1) -> None:
    inbox = Inbox(load_reactor(desk.door.service))
    inbox.receive_all([fact(place, one, source="party_building") for place, one in enumerate(messages, first)])


def covered(office: str, since: str, *, reached: bool) -> party.CoverageChanged:
    return party.CoverageChanged(
        office=office, division=HOME, required=BRANCH, actual=BRANCH if reached else NOTHING, reached=reached,
        since_date=since,
    )  # fmt: skip


def short(office: str, amount_fen: int) -> party.FundYearShort:
    return party.FundYearShort(
        office=office, division=HOME, year=2025, short_fen=amount_fen, as_of_date="2026-02-01"
    )  # fmt: skip


def told_of(desk: Desk, subject: str, year: int = 2025) -> Any:
    return desk.call("ComputeFindings", desk.clerk, subject=subject, year=year)


def taken(finding: str, points: int = 5) -> pb.AssessmentDeduction:
    return pb.AssessmentDeduction(
        area=pb.DEDUCTION_AREA_PARTY, item="党建经费", points=points, reason="年终未足额计提", finding=finding
    )


@pytest.mark.rule("GO-64", "PB-23")
def test_every_finding_of_the_year_takes_points_off_before_the_county_has_reviewed(spring: Desk) -> None:
    office, _ = spring.staffed_office(3)
    tell(
        spring,
        covered(office.name, "2024-03-01", reached=False),
        party.CoverageOverdue(office=office.name, division=HOME, required=BRANCH, due_date="2025-06-30"),
        party.AllocationOverdue(
            fund_allocation=LINE, office=office.name, division=HOME, period="2025-12", amount_fen=300_00,
            due_date="2026-01-10",
        ),
        party.FundMisused(
            fund_spend=SPEND, office=office.name, division=HOME, amount_fen=50_00, found_date="2025-09-01"
        ),
        short(office.name, 300_00),
        covered(office.name, "2025-07-15", reached=True),
        covered(office.name, "2026-01-05", reached=False),
    )  # fmt: skip
    told = told_of(spring, office.name)
    assert [(one.finding, one.kind, one.amount_fen, one.deducted) for one in told.findings] == [
        ("coverage:2025-06-30", "COVERAGE_OVERDUE", 0, True), (SPEND, "FUND_MISUSED", 50_00, True),
        (LINE, "ALLOCATION_OVERDUE", 300_00, True), ("fundYear:2025", "FUND_YEAR_SHORT", 300_00, True),
    ]  # fmt: skip
    assert (told.coverage.required, told.coverage.actual, told.coverage.since_date) == (
        "BRANCH",
        "BRANCH",
        "2025-07-15",
    )
    one = file(spring, office.name)
    answer = refused(lambda: review(spring, one, deductions=[taken(SPEND), taken(LINE), taken("coverage:2025-06-30")]))
    assert (answer.code, answer.violations) == (
        grpc.StatusCode.INVALID_ARGUMENT, {"deductions": "PARTY_FINDING_WITHOUT_DEDUCTION"},
    )  # fmt: skip
    done = review(spring, one, deductions=[taken(line.finding) for line in told.findings])
    assert done.county_review.party_score == 80
    sheet = json.loads(done.sheet)
    assert (sheet["party_score"], [line["finding"] for line in sheet["findings"]], sheet["coverage"]["reached"]) == (
        80, [line.finding for line in told.findings], True,
    )  # fmt: skip
    assert [line["finding"] for line in sheet["deductions"]] == [line.finding for line in told.findings]


@pytest.mark.rule("PB-23")
def test_what_was_made_up_for_falls_away_and_is_seen_by_whoever_computes_again(spring: Desk) -> None:
    office, _ = spring.staffed_office(3)
    tell(spring, short(office.name, 300_00))
    done = review(spring, file(spring, office.name), deductions=[taken("fundYear:2025")])
    tell(spring, short(office.name, 0), first=2)
    tell(spring, short(office.name, 300_00), first=1)
    assert list(told_of(spring, office.name).findings) == []
    again = computed_again(spring, done)
    assert (again.same, again.register_same) == (True, False)


@pytest.mark.rule("GO-64")
def test_members_are_evidence_for_which_nothing_is_taken_off(spring: Desk) -> None:
    office, _ = spring.staffed_office(3)
    tell(
        spring,
        party.MemberStandingChanged(
            member=MEMBER, office=office.name, division=HOME, formal=True, changed_date="2025-07-01"
        ),
        party.MemberStandingChanged(member=MEMBER, office="", division=HOME, formal=False, changed_date="2025-08-01"),
        party.MemberStandingChanged(
            member=MEMBER, office=office.name, division=HOME, formal=False, changed_date="2026-01-02"
        ),
    )  # fmt: skip
    lines = told_of(spring, office.name).findings
    assert [(one.kind, one.found_date, one.deducted) for one in lines] == [("MEMBER_FORMAL", "2025-07-01", False)]
    assert [one.kind for one in told_of(spring, office.name, 2026).findings] == ["MEMBER_REMOVED"]
    assert review(spring, file(spring, office.name)).county_review.party_score == 100


@pytest.mark.rule("GO-64")
def test_nobody_takes_points_off_for_what_was_not_told(spring: Desk) -> None:
    office, _ = spring.staffed_office(3)
    one = file(spring, office.name)
    answer = refused(lambda: review(spring, one, deductions=[taken("fundYear:2025")]))
    assert answer.violations == {"deductions[0].finding": "FINDING_UNKNOWN"}


@pytest.mark.rule("GO-64")
def test_other_counties_see_nothing_of_it(spring: Desk) -> None:
    office, staff = spring.staffed_office(1)
    neighbour = spring.door.person("grassroots_clerk", divisions=("990103",))
    assert list(told_of(spring, staff[0].name).findings) == []
    for asked in ({"subject": office.name, "year": 2025}, {"subject": staff[0].name, "year": 2025}):
        hidden = refused(partial(spring.call, "ComputeFindings", neighbour, **asked))
        assert hidden.code == grpc.StatusCode.NOT_FOUND


@pytest.mark.rule("GO-60", "GO-64")
def test_a_sheet_from_before_party_building_was_heard_keeps_its_bytes() -> None:
    facts = SheetFacts(
        subject=made.OFFICE, year=2025, number="许字1号", reviewed_date=made.facts().as_of_date, conditions=(),
        deductions=(), daily=(), quotas=made.facts(),
    )  # fmt: skip
    assert {"findings", "coverage"} & json.loads(sheet_of(facts)).keys() == set()
