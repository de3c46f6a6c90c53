"""Assessments go from the subject to the county to the city; a grade is final once nobody objects (GO-60 to GO-64)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import assessment_pb2 as pb
from sifa.grassroots_offices.v1 import events_pb2 as events

from services.grassroots_offices.domain.assessment import MOVES, MOVES_OF_OFFICES, MOVES_OF_PRACTITIONERS
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day

PASS, FAIL = events.ASSESSMENT_GRADE_PASS, events.ASSESSMENT_GRADE_FAIL
COMPETENT, EXCELLENT = events.ASSESSMENT_GRADE_COMPETENT, events.ASSESSMENT_GRADE_EXCELLENT
PAPER = {"document_number": "考核1号"}
PARTY = pb.AssessmentDeduction(
    area=pb.DEDUCTION_AREA_PARTY, item="三会一课", points=5, reason="第三季度缺一次党课记录"
)  # fmt: skip


@pytest.fixture
def spring(desk: Desk, profile: Profile) -> Iterator[Desk]:
    """The desks in the middle of the window for 2025."""
    with on_day(desk, profile, "2026-04-10") as open_desk:
        yield open_desk


def file(desk: Desk, subject: str, **changes: Any) -> pb.Assessment:
    fields: dict[str, Any] = {"subject": subject, "year": 2025, "summary": "本年度工作总结", **PAPER, **changes}
    made: pb.Assessment = desk.call("CreateAssessment", desk.clerk, assessment=pb.Assessment(**fields))
    return made


def act(desk: Desk, rpc: str, one: pb.Assessment, **fields: Any) -> pb.Assessment:
    city = rpc in {"GradeAssessment", "DecideGradeObjection", "ConfirmGrade", "PublishGrade"}
    who = fields.pop("who", desk.city if city else desk.clerk)
    done: pb.Assessment = desk.call(rpc, who, **{"name": one.name, **PAPER, **fields}).assessment
    return done


def review(desk: Desk, one: pb.Assessment, grade: Any = PASS, **fields: Any) -> pb.Assessment:
    return act(desk, "ReviewAssessment", one, opinion="材料属实", proposed_grade=grade, **fields)


def computed_again(desk: Desk, one: pb.Assessment) -> Any:
    return desk.call("ComputeSheet", desk.city, name=one.name)


def graded_office(desk: Desk) -> pb.Assessment:
    office, _ = desk.staffed_office(3)
    return act(desk, "GradeAssessment", review(desk, file(desk, office.name)), grade=PASS)


@pytest.mark.rule("GO-60", "GO-63")
def test_a_practitioner_is_assessed_by_office_county_and_city(spring: Desk, profile: Profile) -> None:
    office, staff = spring.staffed_office(1)
    filed = file(spring, staff[0].name)
    assert (filed.office, filed.state, filed.overdue) == (office.name, pb.ASSESSMENT_STATE_FILED, False)
    assert list(filed.allowed_actions) == ["giveOfficeOpinion"]
    spoken = act(spring, "GiveOfficeOpinion", filed, opinion="工作认真", proposed_grade=EXCELLENT)
    assert spoken.office_opinion.proposed_grade == EXCELLENT
    review(spring, filed, EXCELLENT)
    graded = act(spring, "GradeAssessment", filed, grade=EXCELLENT)
    assert graded.grading.objection_due_date == "2026-04-20"
    early = refused(lambda: act(spring, "ConfirmGrade", filed))
    assert early.reason == "OBJECTION_OPEN"
    with on_day(spring, profile, "2026-04-21") as later:
        final = act(later, "ConfirmGrade", filed)
        assert (final.final_grade, final.final_date) == (EXCELLENT, "2026-04-21")
        shown = act(later, "PublishGrade", filed, document_number="考核公告1号")
        assert (shown.state, shown.published_document) == (pb.ASSESSMENT_STATE_PUBLISHED, "考核公告1号")
        (fact,) = later.told("AssessmentGraded")
    assert (fact.assessment, fact.subject, fact.year, fact.grade, fact.final_date) == (
        filed.name, staff[0].name, 2025, EXCELLENT, "2026-04-21",
    )  # fmt: skip


@pytest.mark.rule("GO-60", "P-04")
def test_an_objection_is_decided_by_somebody_else_and_told(spring: Desk) -> None:
    graded = graded_office(spring)
    act(spring, "ObjectToGrade", graded, statement="信息数量统计有误")
    decision = {"grade": FAIL, "answer": "复核属实，维持县级意见以外的认定"}
    same = refused(lambda: act(spring, "DecideGradeObjection", graded, **decision))
    assert (same.code, same.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")
    assert spring.told("AssessmentGraded") == []
    other = spring.door.person("grassroots_approver", divisions=("990100",), subject="city2")
    final = act(spring, "DecideGradeObjection", graded, who=other, **decision)
    assert (final.final_grade, final.objection.answer) == (FAIL, decision["answer"])
    assert [one.grade for one in spring.told("AssessmentGraded")] == [FAIL]


@pytest.mark.rule("GO-60")
def test_whoever_objects_too_late_is_not_heard(spring: Desk, profile: Profile) -> None:
    graded = graded_office(spring)
    with on_day(spring, profile, "2026-04-21") as later:
        answer = refused(lambda: act(later, "ObjectToGrade", graded, statement="不服"))
        assert answer.reason == "OBJECTION_TOO_LATE"
        past = {"happened_date": "2026-04-20"}
        assert act(later, "ObjectToGrade", graded, statement="不服", **past).state == pb.ASSESSMENT_STATE_OBJECTED


@pytest.mark.rule("GO-62")
@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2026-02-28", "WINDOW_NOT_OPEN"), ("2026-03-01", False), ("2026-05-15", False), ("2026-05-16", True),
     ("2026-05-31", True), ("2026-06-01", "WINDOW_CLOSED")],
)  # fmt: skip
def test_papers_are_filed_in_the_window(desk: Desk, day: str, *, outcome: str | bool) -> None:
    office, _ = desk.staffed_office(3)
    late = {"filed_date": day, "entry_reason": "补录考核材料"}
    if isinstance(outcome, str):
        assert refused(lambda: file(desk, office.name, **late)).reason == outcome
    else:
        assert file(desk, office.name, **late).overdue is outcome


@pytest.mark.rule("GO-60")
def test_a_subject_files_once_and_only_for_a_year_of_practice(spring: Desk) -> None:
    office, _ = spring.staffed_office(3)
    file(spring, office.name)
    again = refused(lambda: file(spring, office.name))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "ASSESSMENT_FILED")
    new = spring.enter_practitioner(office.name, certified_date="2026-01-05")
    assert refused(lambda: file(spring, new.name)).reason == "NOT_IN_PRACTICE_THEN"
    nobody = "practitioners/019ed7e5-3a00-7000-8000-2f6b1c9d1aff"
    assert refused(lambda: file(spring, nobody)).reason == "PRACTITIONER_UNKNOWN"


@pytest.mark.rule("GO-60", "GO-64")
def test_points_are_taken_off_with_a_reason_only(spring: Desk) -> None:
    office, _ = spring.staffed_office(3)
    filed = file(spring, office.name)
    bare = pb.AssessmentDeduction(area=pb.DEDUCTION_AREA_PARTY, item="三会一课", points=5, reason=" ")
    answer = refused(lambda: review(spring, filed, deductions=[PARTY, bare]))
    assert answer.violations == {"deductions[1].reason": "DEDUCTION_WITHOUT_REASON"}
    other = pb.AssessmentDeduction(area=pb.DEDUCTION_AREA_QUOTA, item="信息报送", points=30, reason="两个月不足")
    done = review(spring, filed, deductions=[PARTY, other])
    assert (done.county_review.party_score, done.county_review.overdue) == (95, False)


@pytest.mark.rule("GO-63")
def test_offices_and_practitioners_have_grades_of_their_own(spring: Desk) -> None:
    office, staff = spring.staffed_office(1)
    mine, theirs = file(spring, staff[0].name), file(spring, office.name)
    opinion = {"opinion": "合格", "proposed_grade": PASS}
    wrong = refused(lambda: act(spring, "GiveOfficeOpinion", mine, **opinion))
    assert wrong.violations == {"proposed_grade": "GRADE_MISMATCH"}
    assert refused(lambda: act(spring, "GiveOfficeOpinion", theirs, **opinion)).reason == "ACTION_NOT_ALLOWED"
    assert refused(lambda: review(spring, mine, COMPETENT)).reason == "ACTION_NOT_ALLOWED"
    reviewed = review(spring, theirs)
    differs = refused(lambda: act(spring, "GradeAssessment", reviewed, grade=FAIL))
    assert differs.violations == {"reason": "GRADE_REASON_MISSING"}
    assert act(spring, "GradeAssessment", reviewed, grade=FAIL, reason="抽查发现未入账收费").grading.grade == FAIL


@pytest.mark.rule("GO-62")
def test_who_has_not_filed_is_listed_with_what_follows(spring: Desk, profile: Profile) -> None:
    office, staff = spring.staffed_office(2)
    file(spring, staff[0].name)
    open_still = spring.call("CheckFiling", spring.city, year=2025).unfiled
    assert [(one.subject, one.proposal) for one in open_still] == [
        (office.name, pb.UNFILED_PROPOSAL_UNSPECIFIED), (staff[1].name, pb.UNFILED_PROPOSAL_UNSPECIFIED),
    ]  # fmt: skip
    first = spring.call("CheckFiling", spring.city, year=2025, page_size=1)
    rest = spring.call("CheckFiling", spring.city, year=2025, page_size=1, page_token=first.next_page_token)
    assert [*first.unfiled, *rest.unfiled] == list(open_still)
    assert rest.next_page_token == ""
    with on_day(spring, profile, "2026-06-01") as later:
        closed = later.call("CheckFiling", later.clerk, year=2025).unfiled
    assert [(one.subject, one.office, one.proposal) for one in closed] == [
        (office.name, office.name, pb.UNFILED_PROPOSAL_FAIL),
        (staff[1].name, office.name, pb.UNFILED_PROPOSAL_VIOLATION_12),
    ]  # fmt: skip


def test_a_list_is_of_one_office_subject_or_state(spring: Desk) -> None:
    office, staff = spring.staffed_office(1)
    mine, theirs = file(spring, staff[0].name), file(spring, office.name)
    review(spring, theirs)
    asked: tuple[dict[str, Any], ...] = (
        {"office": office.name}, {"subject": staff[0].name}, {"state": pb.ASSESSMENT_STATE_COUNTY_REVIEWED},
    )  # fmt: skip
    found = [spring.call("ListAssessments", spring.city, **one).assessments for one in asked]
    assert [len(one) for one in found] == [2, 1, 1]
    assert spring.call("GetAssessment", spring.clerk, name=mine.name) == found[1][0]


def test_the_moves_of_an_assessment() -> None:
    shown = {state.name: {action: [to.name for to in ends] for action, ends in moves.items()}
             for state, moves in MOVES.items()}  # fmt: skip
    assert shown == {
        "FILED": {"giveOfficeOpinion": ["OFFICE_OPINION"], "review": ["COUNTY_REVIEWED"]},
        "OFFICE_OPINION": {"review": ["COUNTY_REVIEWED"]}, "COUNTY_REVIEWED": {"grade": ["GRADED"]},
        "GRADED": {"object": ["OBJECTED"], "confirm": ["CONFIRMED"]}, "OBJECTED": {"decideObjection": ["CONFIRMED"]},
        "CONFIRMED": {"publish": ["PUBLISHED"]}, "PUBLISHED": {},
    }  # fmt: skip
    first = [sorted(moves[next(iter(moves))]) for moves in (MOVES_OF_OFFICES, MOVES_OF_PRACTITIONERS)]
    assert first == [["review"], ["giveOfficeOpinion"]]
