"""A county reviews together those of whom nothing is to be said, and looks at the others one by one (GO-60)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sifa.grassroots_offices.v1 import assessment_pb2 as pb
from sifa.grassroots_offices.v1 import events_pb2 as events
from sifa.grassroots_offices.v1 import written_rule_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.matters import act as act_on_matter
from tests.services.grassroots_offices.matters import register
from tests.services.grassroots_offices.test_activities import PUBLICITY
from tests.services.grassroots_offices.test_activities import hold as hold_activity
from tests.services.grassroots_offices.test_assessments import COMPETENT, act, computed_again, file, review
from tests.services.grassroots_offices.test_trainings import hold

LATE = {"entry_reason": "补录上年度记录"}
STATE = pb.AssessmentState


@pytest.fixture
def spring(desk: Desk, profile: Profile) -> Iterator[Desk]:
    """The desks in the middle of the window for 2025."""
    with on_day(desk, profile, "2026-04-10") as open_desk:
        yield open_desk


def spoken(desk: Desk, who: str, grade: Any = COMPETENT) -> pb.Assessment:
    """Somebody has filed, and his office has spoken."""
    return act(desk, "GiveOfficeOpinion", file(desk, who), opinion="工作认真", proposed_grade=grade)


def together(desk: Desk, **fields: Any) -> Any:
    asked = {"year": 2025, "document_number": "审查1号", "opinion": "材料属实", "most": 100, **fields}
    return desk.call("BatchReviewAssessments", desk.clerk, **asked)


def state_of(desk: Desk, one: pb.Assessment) -> str:
    found = desk.call("GetAssessment", desk.city, name=one.name)
    return STATE.Name(found.state).removeprefix("ASSESSMENT_STATE_")


@pytest.mark.rule("GO-60", "GO-64")
def test_whoever_lacks_nothing_is_reviewed_and_the_others_are_named_with_what_they_lack(spring: Desk) -> None:
    office, staff = spring.staffed_office(2)
    hold(spring, (staff[0].name, 1800), training_date="2025-10-10", **LATE)
    trained, untrained, of_office = (
        spoken(spring, staff[0].name),
        spoken(spring, staff[1].name),
        file(spring, office.name),
    )
    done = together(spring)
    assert list(done.reviewed) == [trained.name]
    left = {one.assessment: set(one.reasons) for one in done.left_over}
    assert left[untrained.name] == {"CLASS_HOURS"}
    assert {"SERVICE_HOURS", "AID_CASES", "WRITTEN_RULES_LACKING"} <= left[of_office.name]
    kept = spring.call("GetAssessment", spring.city, name=trained.name)
    assert (kept.county_review.proposed_grade, kept.county_review.document_number) == (COMPETENT, "审查1号")
    again = computed_again(spring, kept)
    assert (again.same, again.register_same) == (True, True)
    assert [state_of(spring, one) for one in (trained, untrained, of_office)] == [
        "COUNTY_REVIEWED", "OFFICE_OPINION", "FILED",
    ]  # fmt: skip


@pytest.mark.rule("GO-60")
def test_a_run_that_was_broken_off_goes_on_and_reviews_nobody_twice(spring: Desk) -> None:
    _, staff = spring.staffed_office(3)
    for one in staff:
        hold(spring, (one.name, 1800), training_date="2025-10-10", **LATE)
    filed = sorted((spoken(spring, one.name) for one in staff), key=lambda one: one.name)
    first = together(spring, most=2)
    assert (list(first.reviewed), first.next_after) == ([one.name for one in filed[:2]], filed[1].name)
    anew = together(spring, most=2)
    assert (list(anew.reviewed), anew.next_after) == ([filed[2].name], "")
    assert together(spring).reviewed == []
    with spring.door.service.database.read() as session:
        noted = session.execute(sa.text("SELECT object FROM audit_entry WHERE action = 'assessment.review'")).scalars()
        assert sorted(noted) == [one.name for one in filed]


@pytest.mark.rule("GO-60")
def test_nothing_adverse_is_said_of_anybody_by_machine(spring: Desk) -> None:
    _, staff = spring.staffed_office(3)
    for one in staff:
        hold(spring, (one.name, 1800), training_date="2025-10-10", **LATE)
    modest = spoken(spring, staff[0].name, events.ASSESSMENT_GRADE_BASIC)
    assert [(one.assessment, list(one.reasons)) for one in together(spring).left_over] == [
        (modest.name, ["PROPOSED_GRADE"])
    ]
    behind = together(spring, after=modest.name)
    assert (list(behind.reviewed), list(behind.left_over)) == ([], [])
    neighbour = spring.door.person("grassroots_clerk", divisions=("990103",))
    elsewhere = spring.call(
        "BatchReviewAssessments", neighbour, year=2025, document_number="审查2号", opinion="属实", most=10
    )  # fmt: skip
    assert (list(elsewhere.reviewed), list(elsewhere.left_over)) == ([], [])


@pytest.mark.rule("GO-60", "GO-17", "GO-77", "GO-84")
def test_a_sheet_names_what_the_registers_hold_of_the_year(spring: Desk) -> None:
    office, staff = spring.staffed_office(3)
    case = register(spring, office.name, staff[0].name, accepted_date="2025-06-12", **LATE)
    act_on_matter(spring, "approve", case, risk_notice_date="2025-06-12", happened_date="2025-06-12", **LATE)
    act_on_matter(spring, "close", case, outcome="调解结案", happened_date="2025-12-30", **LATE)
    rule = written_rule_pb2.WrittenRule(
        office=office.name,
        kind=written_rule_pb2.WRITTEN_RULE_KIND_CASE_REGISTRATION,
        title="收案登记制度",
        adopted_date="2025-01-02",
        posted=True,
        document_number="制度1号",
    )
    made = spring.call("CreateWrittenRule", spring.clerk, written_rule=rule)
    spring.call(
        "RecordRuleUse", spring.clerk, name=made.name, document_number="执行1号", happened_date="2025-07-01", **LATE
    )
    activity = hold_activity(spring, office.name, PUBLICITY, activity_date="2025-12-04")
    kept = review(spring, file(spring, office.name))
    lines = {one["line"]: (one["value"], one["facts"]) for one in json.loads(kept.sheet)["registers"]}
    assert (lines["MATTERS_ACCEPTED"], lines["MATTERS_ENTERED_LATE"]) == ((1, [case.name]),) * 2
    assert (lines["MATTERS_CLOSED"], lines["FILE_REVIEWS_OWED"]) == ((1, [case.name]), (1, []))
    assert (lines["WITHOUT_SURVEY"], lines["ACTIVITIES"]) == ((1, [case.name]), (1, [activity.name]))
    assert (lines["WRITTEN_RULES_IN_USE"], lines["WRITTEN_RULES_LACKING"][0]) == ((1, [made.name]), 11)
    assert {lines[line][0] for line in ("PENALTIES", "VISITS", "RIGHTS_REQUESTS", "PURCHASE_CONTRACTS")} == {0}
    his = review(spring, spoken(spring, staff[0].name), COMPETENT)
    own = {one["line"]: one["value"] for one in json.loads(his.sheet)["registers"]}
    assert own == {"MATTERS_ACCEPTED": 1, "MATTERS_ENTERED_LATE": 1, "MATTERS_CLOSED": 1, "PENALTIES": 0}


def test_a_batch_is_of_a_day_that_has_come(spring: Desk) -> None:
    spring.staffed_office(1)
    file(spring, spring.staffed_office(1)[0].name)
    ahead = refused(lambda: together(spring, happened_date="2026-04-11"))
    assert ahead.violations == {"happened_date": "DATE_IN_FUTURE"}
