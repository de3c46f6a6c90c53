"""Complaints through the door: who, about whom, in which list (LA-120 to LA-124)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import complaint_pb2 as pb

from chassis.clock import random_id
from services.legal_aid.domain.complaint import ComplainantRole, ComplaintGround
from services.legal_aid.domain.complaint_paper import ComplaintForm
from tests.doors import refused
from tests.services.legal_aid.complaints import complain, move, moved_along, read, state_of
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.providers import LAWYER, OFFICE, handler, unit
from tests.services.legal_aid.routes import refused_application

INVALID = grpc.StatusCode.INVALID_ARGUMENT
HANDLER, OFFICE_TARGET = pb.COMPLAINT_TARGET_KIND_HANDLER, pb.COMPLAINT_TARGET_KIND_GRASSROOTS_OFFICE
FIRM, OWN = pb.COMPLAINT_TARGET_KIND_LAW_FIRM, pb.COMPLAINT_TARGET_KIND_INSTITUTION
UNION = pb.COMPLAINT_TARGET_KIND_MASS_ORGANISATION


def about(kind: pb.ComplaintTargetKind.ValueType, resource: str = "", name: str = "") -> pb.ComplaintTarget:
    return pb.ComplaintTarget(kind=kind, resource=resource, display_name=name)


@pytest.mark.rule("LA-120", "LA-121", "LA-122")
@pytest.mark.parametrize("form", list(ComplaintForm), ids=lambda one: one.name)
@pytest.mark.parametrize("role", list(ComplainantRole), ids=lambda one: one.name)
@pytest.mark.parametrize("ground", list(ComplaintGround), ids=lambda one: one.name)
def test_whoever_complains_in_whatever_form_on_whatever_ground_is_received(
    counter: Counter, form: ComplaintForm, role: ComplainantRole, ground: ComplaintGround
) -> None:
    who = pb.Complainant(full_name="钱投诉", role=pb.ComplainantRole.Value(f"COMPLAINANT_ROLE_{role.name}"))
    made = complain(
        counter, complainant=who, form=pb.ComplaintForm.Value(f"COMPLAINT_FORM_{form.name}"),
        ground=pb.ComplaintGround.Value(f"COMPLAINT_GROUND_{ground.name}"),
    )  # fmt: skip
    assert (state_of(made), made.number, made.division) == ("RECEIVED", "（2026）玄法援投字第1号", "990102")
    assert read(counter, made.name) == made


@pytest.mark.rule("LA-120")
def test_a_registered_target_carries_the_registers_name(counter: Counter) -> None:
    firm, office = unit(counter.door), unit(counter.door, OFFICE, number=2, display_name="示范法律服务所")
    lawyer = handler(counter.door, firm, LAWYER)
    told = {
        kind: complain(counter, target=about(kind, resource)).target.display_name
        for kind, resource in (
            (FIRM, firm.name), (OFFICE_TARGET, office.name), (HANDLER, lawyer.name), (OWN, counter.institution),
        )
    }  # fmt: skip
    assert told == {
        FIRM: "示范律师事务所",
        OFFICE_TARGET: "示范法律服务所",
        HANDLER: "甲律师",
        OWN: "玄法援法律援助中心",
    }
    assert complain(counter, target=about(OWN)).target.resource == counter.institution
    assert complain(counter, target=about(UNION, name="示范区总工会")).target.display_name == "示范区总工会"


@pytest.mark.rule("LA-120")
def test_a_target_that_cannot_be_meant_is_refused_by_field(counter: Counter) -> None:
    firm, other = unit(counter.door), open_counter(counter.door, "黄法援").institution
    wanted = {
        "TARGET_KIND_MISMATCH": [about(HANDLER, firm.name), about(FIRM, counter.institution), about(OWN, other)],
        "TARGET_NOT_REGISTRABLE": [about(UNION, firm.name)],
        "TARGET_NAME_MISSING": [about(UNION), about(FIRM), about(HANDLER)],
    }
    for reason, targets in wanted.items():
        for target in targets:
            answer = refused(lambda target=target: complain(counter, target=target))  # type: ignore[misc]
            field = "display_name" if reason == "TARGET_NAME_MISSING" else "resource"
            assert (answer.code, answer.violations) == (INVALID, {f"complaint.target.{field}": reason})
            assert "LA-120" in answer.message
    for target in (about(OFFICE_TARGET, firm.name), about(HANDLER, f"handlers/{random_id()}")):
        assert refused(lambda target=target: complain(counter, target=target)).reason == "TARGET_UNKNOWN"  # type: ignore[misc]


@pytest.mark.parametrize(("changes", "fields"), [
    ({"form": 0}, ["complaint.form"]), ({"ground": 9}, ["complaint.ground"]),
    ({"statement": ""}, ["complaint.statement"]),
    ({"complainant": pb.Complainant(full_name="😀", role=pb.COMPLAINANT_ROLE_APPLICANT)},
     ["complaint.complainant.full_name"]),
    ({"complainant": pb.Complainant(full_name="钱")}, ["complaint.complainant.role"]),
    ({"received_date": "2026-06-16"}, ["complaint.received_date"]),
    ({"received_date": "2026-02-30"}, ["complaint.received_date"]), ({"clue": "clues/1"}, ["complaint.clue"]),
    ({"about": "../etc"}, ["complaint.about"]), ({"statement": "隐\u202e秘"}, ["complaint.statement"]),
])  # fmt: skip
def test_bad_input_is_refused_by_field_in_chinese(counter: Counter, changes: dict[str, Any], fields: list[str]) -> None:
    answer = refused(lambda: complain(counter, **changes))
    assert (answer.code, list(answer.violations)) == (INVALID, fields)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.message)


def test_a_complaint_names_what_it_is_about_when_that_exists(counter: Counter) -> None:
    application = counter.receive().name
    made = complain(counter, about=application)
    complain(counter)
    asked = counter.call("ListComplaints", counter.chief, about=application)
    assert [one.name for one in asked.complaints] == [made.name]
    for unknown in (f"applications/{random_id()}", f"nothings/{random_id()}"):
        assert refused(lambda unknown=unknown: complain(counter, about=unknown)).reason == "SUBJECT_UNKNOWN"  # type: ignore[misc]


@pytest.mark.rule("LA-124")
def test_the_ledger_has_every_column_and_no_complainant(counter: Counter) -> None:
    made = complain(counter, received_date="2026-06-08", about=refused_application(counter).name)
    for action, day in (
        ("requestSupplement", "2026-06-09"), ("replyToSupplement", "2026-06-10"), ("accept", "2026-06-11"),
        ("investigate", "2026-06-11"), ("conclude", "2026-06-12"), ("answer", "2026-06-15"),
    ):  # fmt: skip
        done = move(counter, action, made.name, happened_date=day)
    assert done.days == 7
    other = complain(counter, form=pb.COMPLAINT_FORM_ORAL)
    merged = move(counter, "merge", complain(counter, received_date="2026-06-12").name, into=other.name)
    officer = counter.person("supervision_officer", subject="officer")
    first, second, third = counter.call("ListComplaintLedger", officer).lines
    assert first == pb.ComplaintLedgerLine(
        complaint=made.name, number=made.number, received_date="2026-06-08", form=pb.COMPLAINT_FORM_WRITTEN,
        complainant_role=pb.COMPLAINANT_ROLE_RECIPIENT, target_kind=FIRM, target_name="虚构律师事务所",
        ground=pb.COMPLAINT_GROUND_NO_PROGRESS_REPORT, supplement_asked_date="2026-06-09",
        supplement_due_date="2026-06-22", accepted=True, accepted_date="2026-06-11",
        investigators=["吴调查", "郑调查"], finding=pb.COMPLAINT_FINDING_UPHELD, handling="责令改正并约谈",
        answered_date="2026-06-15", days=7, state=pb.COMPLAINT_STATE_ANSWERED,
    )  # fmt: skip
    assert (second.complaint, second.HasField("accepted"), second.HasField("days")) == (other.name, False, False)
    assert (third.complaint, third.merged_into_number) == (merged.name, other.number)
    assert refused(lambda: counter.call("GetComplaint", officer, name=made.name)).reason == "ROLE_MISSING"


def test_the_ledger_is_read_by_period_and_by_pages(counter: Counter) -> None:
    for day in ("2026-06-01", "2026-06-02", "2026-06-03"):
        complain(counter, received_date=day)

    def days(**asked: Any) -> list[str]:
        return [line.received_date for line in counter.call("ListComplaintLedger", counter.chief, **asked).lines]

    assert days(from_date="2026-06-02") == ["2026-06-02", "2026-06-03"]
    assert days(from_date="2026-06-02", to_date="2026-06-02") == ["2026-06-02"]
    assert days(to_date="2026-06-01", institution=counter.institution) == ["2026-06-01"]
    page = counter.call("ListComplaintLedger", counter.chief, page_size=2)
    assert days(page_size=2, page_token=page.next_page_token) == ["2026-06-03"]


def test_complaints_are_listed_by_state_ground_and_institution(counter: Counter) -> None:
    taken = moved_along(counter, "accept", ground=pb.COMPLAINT_GROUND_TAKING_PROPERTY)
    other = open_counter(counter.door, "黄法援")
    elsewhere = complain(other)
    mine = counter.institution

    def listed(**asked: Any) -> list[str]:
        return [one.name for one in counter.call("ListComplaints", counter.reviewer, **asked).complaints]

    assert listed() == [taken.name, elsewhere.name]
    assert listed(state=pb.COMPLAINT_STATE_ACCEPTED) == listed(institution=mine) == [taken.name]
    assert listed(ground=pb.COMPLAINT_GROUND_TAKING_PROPERTY, institution=other.institution) == []


def test_the_same_request_is_received_once(counter: Counter) -> None:
    request_id, given = random_id(), complain(counter)
    sent = pb.Complaint(
        institution=counter.institution, form=given.form, complainant=given.complainant, target=given.target,
        ground=given.ground, statement=given.statement,
    )  # fmt: skip
    first, again = (
        counter.call("CreateComplaint", counter.clerk, complaint=sent, request_id=request_id) for _ in range(2)
    )
    assert first == again
    assert len(counter.call("ListComplaints", counter.chief).complaints) == 2
