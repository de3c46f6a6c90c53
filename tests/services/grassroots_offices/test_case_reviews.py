"""A share of closed files is reviewed, each closed matter has its survey and its call (GO-84)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import case_review_pb2 as pb
from sifa.grassroots_offices.v1 import office_case_pb2

from services.grassroots_offices.domain.case_review import MOVES
from services.grassroots_offices.domain.quality_plan import ReviewRules, reviews_owed
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import act, approved, register

FILE, COURT, SURVEY, CALL = (
    pb.CASE_REVIEW_KIND_FILE_REVIEW, pb.CASE_REVIEW_KIND_COURT_OBSERVATION, pb.CASE_REVIEW_KIND_SURVEY,
    pb.CASE_REVIEW_KIND_FOLLOW_UP_CALL,
)  # fmt: skip
GOOD, BAD = pb.CASE_REVIEW_VERDICT_GOOD, pb.CASE_REVIEW_VERDICT_BAD


def look(desk: Desk, case: Any, kind: pb.CaseReviewKind.ValueType, **changes: Any) -> pb.CaseReview:
    fields: dict[str, Any] = {
        "office_case": case.name, "kind": kind, "verdict": GOOD, "reviewed_date": "2026-06-15", "reviewer": "周示例",
        "document_number": "评查表1号", **changes,
    }  # fmt: skip
    made: pb.CaseReview = desk.call("CreateCaseReview", desk.clerk, case_review=pb.CaseReview(**fields))
    return made


def closed(desk: Desk, office: str, handler: str) -> office_case_pb2.OfficeCase:
    return act(desk, "close", approved(desk, office, handler), outcome="调解结案")


def plan(desk: Desk, office: str, year: int = 2026) -> pb.QualityPlan:
    found: pb.QualityPlan = desk.call("CheckQuality", desk.city, name=office, year=year).quality_plan
    return found


@pytest.mark.rule("GO-84")
@pytest.mark.parametrize(
    ("count", "owed"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (30, 3), (31, 4), (40, 4), (41, 5)]
)
def test_a_tenth_is_owed_rounded_up_at_least_three_and_never_more_than_there_are(count: int, owed: int) -> None:
    assert reviews_owed(count, ReviewRules(percent=10, least=3, citation="")) == owed


@pytest.mark.rule("GO-72", "GO-84")
def test_what_is_missing_of_the_year_is_shown(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    cases = [closed(desk, office.name, staff[0].name) for _ in range(4)]
    running = approved(desk, office.name, staff[0].name)
    look(desk, cases[0], FILE)
    look(desk, cases[0], SURVEY)
    look(desk, cases[1], CALL, verdict=BAD, findings="联系不上承办人")
    wrong = look(desk, cases[2], FILE)
    desk.call("VoidCaseReview", desk.clerk, name=wrong.name, void_reason="录错案件")
    look(desk, running, COURT)
    found = plan(desk, office.name)
    assert (found.closed_count, found.reviews_owed, found.reviewed_count, found.missing_reviews) == (4, 3, 1, 2)
    assert (found.observed_count, list(found.flawed)) == (1, [cases[1].name])
    assert sorted(found.without_survey) == sorted(one.name for one in cases[1:])
    assert sorted(found.without_call) == sorted(one.name for one in (cases[0], *cases[2:]))
    assert plan(desk, office.name, 2025).closed_count == 0
    assert refused(lambda: plan(desk, office.name, 2027)).violations == {"year": "YEAR_IN_FUTURE"}


@pytest.mark.rule("GO-84")
def test_a_matter_is_reviewed_once_it_is_closed_and_observed_once_it_is_approved(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    fresh = register(desk, office.name, staff[0].name)
    assert refused(lambda: look(desk, fresh, COURT)).reason == "CASE_NOT_APPROVED"
    running = act(desk, "approve", fresh)
    for kind in (FILE, SURVEY, CALL):
        assert refused(partial(look, desk, running, kind)).reason == "CASE_NOT_CLOSED"
    look(desk, running, COURT)
    look(desk, running, COURT)
    case = act(desk, "close", running, outcome="判决结案")
    early = refused(lambda: look(desk, case, FILE, reviewed_date="2026-06-14"))
    assert early.violations == {"case_review.reviewed_date": "DATE_BEFORE_PREVIOUS"}
    look(desk, case, FILE)
    again = refused(lambda: look(desk, case, FILE))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "REVIEWED_ALREADY")
    bare = refused(lambda: look(desk, case, SURVEY, verdict=BAD))
    assert bare.violations == {"case_review.findings": "FINDINGS_MISSING"}


def test_a_list_is_of_one_matter_kind_or_state_and_of_the_own_county(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = closed(desk, office.name, staff[0].name)
    first, second = look(desk, case, FILE), look(desk, case, CALL)
    asked: tuple[dict[str, Any], ...] = (
        {"kind": FILE}, {"office_case": case.name, "office": office.name}, {"state": pb.CASE_REVIEW_STATE_VOIDED},
    )  # fmt: skip
    found = [desk.call("ListCaseReviews", desk.city, **one).case_reviews for one in asked]
    assert [[one.name for one in page] for page in found] == [[first.name], sorted([first.name, second.name]), []]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert refused(lambda: desk.call("GetCaseReview", neighbour, name=first.name)).code == grpc.StatusCode.NOT_FOUND
    assert refused(lambda: desk.call("CheckQuality", neighbour, name=office.name, year=2026)).reason == "NOT_FOUND"
    unknown = office_case_pb2.OfficeCase(name=f"officeCases/{'0' * 8}-0000-4000-8000-{'0' * 12}")
    assert refused(lambda: look(desk, unknown, FILE)).reason == "CASE_UNKNOWN"


def test_the_moves_of_a_review() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {"KEPT": ["void"], "VOIDED": []}
