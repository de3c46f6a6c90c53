"""What came to light becomes a case or is dismissed with a reason, whoever told of it (GO-44, GO-61)."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import grpc
import pytest
from google.protobuf.message import Message
from sifa.grassroots_offices.v1 import penalty_pb2
from sifa.grassroots_offices.v1 import suspected_violation_pb2 as pb
from sifa.legal_aid.v1 import case_pb2, complaint_pb2
from sifa.legal_aid.v1 import events_pb2 as legal_aid
from sifa.supervision.v1 import events_pb2 as supervision

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from services.grassroots_offices.domain.suspected_violation import MOVES
from tests.doors import HOME, refused
from tests.facts import LOG, fact
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.penalties import file as file_penalty
from tests.services.grassroots_offices.test_assessments import act as act_on_assessment
from tests.services.grassroots_offices.test_assessments import file as file_papers
from tests.services.grassroots_offices.test_assessments import graded_office, review

CASE = "cases/019ed7e5-3a00-7001-8000-2f6b1c9d0b01"
COMPLAINT = "complaints/019ed7e5-3a00-7001-8000-2f6b1c9d0b02"
ORDER = "rectifications/019ed7e5-3a00-7001-8000-2f6b1c9d0b03"
OTHER_LOG = "01890000-0000-7000-8000-00000000000b"
PAPER = {"document_number": "线索1号"}
FOUND, FILED, DISMISSED = (
    pb.SUSPECTED_VIOLATION_STATE_FOUND, pb.SUSPECTED_VIOLATION_STATE_CASE_FILED,
    pb.SUSPECTED_VIOLATION_STATE_DISMISSED,
)  # fmt: skip


def tell(desk: Desk, *messages: Message, source: str = "legal_aid", log_id: str = LOG) -> None:
    inbox = Inbox(load_reactor(desk.door.service))
    inbox.receive_all([fact(place, one, source=source, log_id=log_id) for place, one in enumerate(messages, 1)])


def failed(office: str, practitioner: str = "") -> legal_aid.AssignmentFailed:
    return legal_aid.AssignmentFailed(
        case=CASE, division=HOME, ground=case_pb2.REPLACEMENT_GROUND_NEGLECT, happened_date="2026-06-01",
        office=office, practitioner=practitioner,
    )  # fmt: skip


def taken(office: str, practitioner: str, complaint: str = COMPLAINT) -> legal_aid.PropertyTakingReported:
    return legal_aid.PropertyTakingReported(
        complaint=complaint, division=HOME, about=CASE, received_date="2026-06-02", office=office,
        practitioner=practitioner,
    )  # fmt: skip


def concluded(
    office: str, practitioner: str, finding: complaint_pb2.ComplaintFinding.ValueType,
    ground: complaint_pb2.ComplaintGround.ValueType = complaint_pb2.COMPLAINT_GROUND_SUBSTANDARD_SERVICE,
) -> legal_aid.ComplaintConcluded:  # fmt: skip
    return legal_aid.ComplaintConcluded(
        complaint=COMPLAINT, division=HOME, ground=ground, finding=finding, concluded_date="2026-06-03",
        office=office, practitioner=practitioner,
    )  # fmt: skip


def enter(desk: Desk, subject: str, **changes: Any) -> pb.SuspectedViolation:
    fields: dict[str, Any] = {
        "subject": subject, "violation_code": "15", "source": penalty_pb2.PENALTY_SOURCE_INSPECTION,
        "found_date": "2026-06-14", "description": "检查发现私自收费", **PAPER, **changes,
    }  # fmt: skip
    made: pb.SuspectedViolation = desk.call(
        "CreateSuspectedViolation", desk.clerk, suspected_violation=pb.SuspectedViolation(**fields)
    )
    return made


def act(desk: Desk, rpc: str, one: pb.SuspectedViolation, **fields: Any) -> pb.SuspectedViolation:
    done: pb.SuspectedViolation = desk.call(rpc, desk.clerk, name=one.name, **{**PAPER, **fields}).suspected_violation
    return done


def waiting(desk: Desk, **wanted: Any) -> list[tuple[str, str, str]]:
    listed = desk.call("ListSuspectedViolations", desk.city, **wanted).suspected_violations
    return [(one.subject, one.violation_code, one.about) for one in listed]


@pytest.mark.rule("GO-44", "GO-61")
def test_what_legal_aid_tells_is_looked_at_once_under_its_code(desk: Desk) -> None:
    office, staff = desk.staffed_office(2)
    who, other = (one.name for one in staff)
    tell(
        desk, failed(office.name), failed(office.name), failed("offices/unknown", ""), failed("某律师事务所", ""),
        taken(office.name, who), taken(office.name, who, complaint=""),
        concluded(office.name, other, complaint_pb2.COMPLAINT_FINDING_PARTLY_UPHELD),
    )  # fmt: skip
    assert waiting(desk, office=office.name) == [
        (office.name, "06", CASE), (who, "15", COMPLAINT), (who, "15", CASE), (other, "10", COMPLAINT),
    ]  # fmt: skip
    assert waiting(desk, subject=who, state=FOUND) == [(who, "15", COMPLAINT), (who, "15", CASE)]
    assert len(waiting(desk)) == 4


@pytest.mark.rule("GO-44", "GO-83")
@pytest.mark.parametrize(
    ("finding", "ground"),
    [
        (complaint_pb2.COMPLAINT_FINDING_NOT_UPHELD, complaint_pb2.COMPLAINT_GROUND_SUBSTANDARD_SERVICE),
        (complaint_pb2.COMPLAINT_FINDING_UNVERIFIABLE, complaint_pb2.COMPLAINT_GROUND_NO_PROGRESS_REPORT),
        (complaint_pb2.COMPLAINT_FINDING_UPHELD, complaint_pb2.COMPLAINT_GROUND_OTHER),
    ],
)
def test_other_complaints_are_no_violation_10(desk: Desk, finding: Any, ground: Any) -> None:
    office, staff = desk.staffed_office(1)
    tell(desk, concluded(office.name, staff[0].name, finding, ground))
    assert waiting(desk) == []


@pytest.mark.rule("GO-61")
def test_a_case_of_the_same_subject_and_violation_ends_it(desk: Desk) -> None:
    office, staff = desk.staffed_office(1)
    one = enter(desk, staff[0].name)
    assert (one.state, one.office, list(one.allowed_actions)) == (FOUND, office.name, ["dismiss", "recordCase"])
    wrong = (
        file_penalty(desk, office=office.name, document_number="立案1号", violation_code="15"),
        file_penalty(desk, practitioner=staff[0].name, document_number="立案2号", violation_code="06"),
    )
    for case in wrong:
        answer = refused(partial(act, desk, "RecordViolationCase", one, penalty=case.name))
        assert answer.reason == "PENALTY_OF_ANOTHER_VIOLATION"
    nobody = f"penalties/{'0' * 8}-0000-4000-8000-{'0' * 12}"
    assert refused(lambda: act(desk, "RecordViolationCase", one, penalty=nobody)).reason == "PENALTY_UNKNOWN"
    alike = file_penalty(desk, practitioner=staff[0].name, document_number="立案3号", violation_code="16")
    done = act(desk, "RecordViolationCase", one, penalty=alike.name)
    assert (done.state, done.penalty, list(done.allowed_actions)) == (FILED, alike.name, [])
    again = refused(lambda: act(desk, "DismissSuspectedViolation", one, end_reason="查无此事"))
    assert again.reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("GO-61")
def test_it_is_dismissed_with_a_reason_and_other_counties_see_nothing(desk: Desk) -> None:
    office, _ = desk.staffed_office(1)
    one = enter(desk, office.name)
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    hidden = refused(lambda: desk.call("GetSuspectedViolation", neighbour, name=one.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    early = refused(
        lambda: act(desk, "DismissSuspectedViolation", one, end_reason="查无此事", happened_date="2026-06-13")
    )
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    done = act(desk, "DismissSuspectedViolation", one, end_reason="查无此事")
    assert (done.state, done.end_reason, done.end_document, done.ended_date) == (
        DISMISSED, "查无此事", "线索1号", "2026-06-15",
    )  # fmt: skip


@pytest.mark.rule("GO-61")
def test_no_grade_is_published_while_what_the_assessment_found_waits(desk: Desk, profile: Profile) -> None:
    found = {"source": penalty_pb2.PENALTY_SOURCE_ASSESSMENT, "violation_code": "12"}
    with on_day(desk, profile, "2026-04-10") as spring:
        graded = graded_office(spring)
        other, _ = spring.staffed_office(1)
        today = {**found, "about": graded.name, "found_date": "2026-04-10"}
        for subject, about in ((other.name, graded.name), (graded.subject, "")):
            wrong = refused(partial(enter, spring, subject, **{**today, "about": about}))
            assert wrong.reason == "ASSESSMENT_UNKNOWN"
        one = enter(spring, graded.subject, **today)
    with on_day(desk, profile, "2026-04-21") as later:
        act_on_assessment(later, "ConfirmGrade", graded)
        answer = refused(lambda: act_on_assessment(later, "PublishGrade", graded))
        assert (answer.reason, answer.metadata["suspected_violations"]) == ("VIOLATION_UNDEALT", one.name)
        act(later, "DismissSuspectedViolation", one, end_reason="情节轻微并已改正")
        act_on_assessment(later, "PublishGrade", graded)


@pytest.mark.rule("GO-61", "GO-64")
def test_the_sheet_shows_violations_complaints_and_accountability_of_the_year(desk: Desk, profile: Profile) -> None:
    office, _ = desk.staffed_office(3)
    tell(
        desk,
        failed(office.name),
        concluded(office.name, "", complaint_pb2.COMPLAINT_FINDING_UPHELD),
        legal_aid.CallbackUnsatisfied(
            evaluation="evaluations/1", case=CASE, division=HOME, satisfaction=2, evaluated_date="2026-06-04",
            office=office.name,
        ),
        concluded("某律师事务所", "", complaint_pb2.COMPLAINT_FINDING_UPHELD),
    )  # fmt: skip
    proposed = supervision.AccountabilityProposed(
        rectification=ORDER, subject=office.name, division=HOME, proposed_date="2026-06-05"
    )
    gone = supervision.AccountabilityProposed(
        rectification=f"{ORDER}x", subject=office.name, division=HOME, proposed_date="2026-06-05"
    )
    dropped = supervision.AccountabilityWithdrawn(
        rectification=f"{ORDER}x", subject=office.name, division=HOME, withdrawn_date="2026-06-06"
    )
    late = supervision.AccountabilityProposed(
        campaign_unit="campaignUnits/1", subject=office.name, division=HOME, proposed_date="2026-06-07"
    )
    tell(desk, proposed, gone, dropped, late, source="supervision", log_id=OTHER_LOG)
    with on_day(desk, profile, "2027-04-09") as spring:
        kept = review(spring, file_papers(spring, office.name, year=2026))
    sheet = json.loads(kept.sheet)
    assert [(one["kind"], one["finding"], one["deducted"]) for one in sheet["findings"]] == [
        ("COMPLAINT_UPHELD", COMPLAINT, False), ("CALLBACK_UNSATISFIED", "evaluations/1", False),
        ("ACCOUNTABILITY", ORDER, False), ("ACCOUNTABILITY", "campaignUnits/1", False),
    ]  # fmt: skip
    assert [(one["code"], one["state"]) for one in sheet["violations"]] == [("06", "FOUND"), ("10", "FOUND")]


def test_the_moves_of_a_suspected_violation() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "FOUND": ["dismiss", "recordCase"], "CASE_FILED": [], "DISMISSED": [],
    }  # fmt: skip
