"""Somebody learns, applies, and gets the first certificate or is refused (GO-30 to GO-34)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import licence_application_pb2 as pb
from sifa.grassroots_offices.v1 import practitioner_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.applications import Partners, act, grant, opined, practise, state
from tests.services.grassroots_offices.desk import Desk, on_day


def due(application: Any, kind: str) -> str:
    return next((one.due_date for one in application.deadlines if one.kind == kind), "")


@pytest.mark.rule("GO-30", "GO-33")
def test_an_intern_is_certified_and_counts_from_that_day(desk: Desk) -> None:
    office, _ = desk.staffed_office(2)
    intern = desk.intern(office.name)
    filed = practise(desk, intern.name)
    assert (state(filed), list(filed.allowed_actions)) == ("ACCEPTED", ["giveOpinion", "withdraw"])
    assert desk.practitioner(intern.name).state == practitioner_pb2.PRACTITIONER_STATE_APPLYING
    Partners(desk).start(filed, reference="")
    done = grant(desk, filed, issued_number="33401-900001")
    certified = desk.practitioner(intern.name)
    assert (state(done), done.completed_date) == ("GRANTED", "2026-06-15")
    assert (certified.state, certified.certificate_number, certified.certified_date) == (
        practitioner_pb2.PRACTITIONER_STATE_ACTIVE, "33401-900001", "2026-06-15",
    )  # fmt: skip
    assert [one.state for one in certified.spans] == [
        practitioner_pb2.PRACTITIONER_STATE_INTERN, practitioner_pb2.PRACTITIONER_STATE_APPLYING,
        practitioner_pb2.PRACTITIONER_STATE_ACTIVE,
    ]  # fmt: skip
    assert [one.practitioner_count for one in desk.told("OfficeStaffingChanged")][-1] == 3


@pytest.mark.rule("GO-33")
@pytest.mark.parametrize(("accepted", "last"), [pytest.param("2026-09-16", "2026-10-20", id="TV-D16")])
def test_the_decision_is_due_in_twenty_working_days(desk: Desk, profile: Profile, accepted: str, last: str) -> None:
    office, _ = desk.staffed_office(3)
    intern = desk.intern(office.name)
    with on_day(desk, profile, accepted) as later:
        filed = practise(later, intern.name)
    assert (filed.accepted_date, due(filed, "DECIDE")) == (accepted, last)


@pytest.mark.rule("GO-30")
@pytest.mark.parametrize(
    ("begun", "years", "reason"),
    [("2025-06-15", 0, ""), ("2025-06-16", 0, "INTERNSHIP_TOO_SHORT"), ("2026-06-01", 2, ""),
     ("2026-06-01", 1, "INTERNSHIP_TOO_SHORT")],
)  # fmt: skip
def test_a_year_of_internship_or_two_years_elsewhere(desk: Desk, begun: str, years: int, reason: str) -> None:
    office, _ = desk.staffed_office(3)
    intern = desk.intern(office.name, happened_date=begun)
    if not reason:
        assert state(practise(desk, intern.name, statement={"other_profession_years": years})) == "ACCEPTED"
        return
    found = refused(lambda: practise(desk, intern.name, statement={"other_profession_years": years}))
    assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, reason)


@pytest.mark.rule("GO-30", "GO-31")
@pytest.mark.parametrize(
    ("who", "stated", "grounds"),
    [
        ({}, {"exam_passed_date": ""}, "EXAM"),
        ({"legal_qualification": True}, {"exam_passed_date": ""}, ""),
        ({"education": practitioner_pb2.EDUCATION_BELOW}, {}, "EDUCATION"),
        ({"education": practitioner_pb2.EDUCATION_BELOW, "legal_qualification": True}, {"exam_passed_date": ""}, ""),
        ({"education": practitioner_pb2.EDUCATION_BACHELOR_NON_LAW}, {}, ""),
        ({}, {"good_character": False, "healthy": False}, "CHARACTER,HEALTH"),
        ({}, {"criminal_record": True, "limited_capacity": True}, "CRIMINAL_RECORD,CAPACITY"),
        ({}, {"dismissed_from_public_office": True}, "DISMISSED"),
    ],
)
def test_nobody_is_certified_against_a_condition(
    desk: Desk, who: dict[str, Any], stated: dict[str, Any], grounds: str
) -> None:
    office, _ = desk.staffed_office(3)
    filed = practise(desk, desk.intern(office.name, **who).name, statement=stated)
    if not grounds:
        assert state(grant(desk, filed, issued_number="33401-900001")) == "AWAITING_PARTY"
        return
    found = refused(lambda: grant(desk, filed, issued_number="33401-900001"))
    assert (found.reason, found.metadata["grounds"]) == ("CONDITIONS_NOT_MET", grounds)


@pytest.mark.rule("GO-04", "GO-32", "GO-33", "GO-34")
def test_a_refusal_names_grounds_and_reasons_and_is_final(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    intern = desk.intern(office.name)
    filed = practise(desk, intern.name)
    early = refused(lambda: act(desk, "DecideLicenceApplication", filed, granted=True, issued_number="33401-900001"))
    assert early.reason == "ACTION_NOT_ALLOWED"
    opined(desk, filed)
    bare = refused(lambda: act(desk, "DecideLicenceApplication", filed, granted=False, reasons="材料虚假"))
    assert bare.violations == {"grounds": "GROUNDS_MISSING"}
    done = act(
        desk, "DecideLicenceApplication", filed, granted=False, grounds=[pb.REFUSAL_GROUND_FALSE_PAPERS],
        reasons="学历证明经核实为虚假",
    )  # fmt: skip
    assert (state(done), list(done.allowed_actions), done.decision.reasons) == ("REFUSED", [], "学历证明经核实为虚假")
    assert desk.practitioner(intern.name).state == practitioner_pb2.PRACTITIONER_STATE_REFUSED
    ended = desk.told("LicenceApplicationEnded")
    assert [(one.licence_application, one.granted) for one in ended] == [(filed.name, False)]


@pytest.mark.rule("GO-33")
@pytest.mark.parametrize(
    ("fields", "violations"),
    [({"granted": True}, {"issued_number": "ISSUED_NUMBER_MISSING"}),
     ({"granted": True, "issued_number": "33401-900001", "grounds": [1]}, {"grounds": "GROUNDS_UNEXPECTED"}),
     ({"grounds": [1], "reasons": "不符", "issued_number": "33401-900001"},
      {"issued_number": "ISSUED_NUMBER_UNEXPECTED"})],
)  # fmt: skip
def test_what_contradicts_the_decision_is_refused(
    desk: Desk, fields: dict[str, Any], violations: dict[str, str]
) -> None:
    office, _ = desk.staffed_office(3)
    filed = opined(desk, practise(desk, desk.intern(office.name).name))
    assert refused(lambda: act(desk, "DecideLicenceApplication", filed, **fields)).violations == violations


@pytest.mark.rule("GO-33")
def test_nobody_gets_the_certificate_of_another(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    filed = practise(desk, desk.intern(office.name).name)
    found = refused(lambda: grant(desk, filed, issued_number=staff[0].certificate_number))
    assert (found.code, found.reason) == (grpc.StatusCode.ALREADY_EXISTS, "CERTIFICATE_TAKEN")


@pytest.mark.rule("GO-05")
def test_what_is_missing_is_asked_for_once_and_the_clock_waits_for_it(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    papers = [pb.LICENCE_PAPER_APPLICATION_FORM, pb.LICENCE_PAPER_EXAM_RESULT]
    filed = practise(desk, desk.intern(office.name).name, papers=papers)
    assert (state(filed), due(filed, "TELL_MISSING"), due(filed, "DECIDE")) == ("RECEIVED", "2026-06-23", "")
    early = refused(lambda: act(desk, "AcceptLicenceApplication", filed))
    asked = act(desk, "RequestPapers", filed)
    assert early.reason == "NOTICE_DAYS_RUNNING"
    assert list(asked.notice.papers) == [pb.LICENCE_PAPER_EDUCATION_PROOF, pb.LICENCE_PAPER_INTERNSHIP_PROOF]
    assert list(asked.allowed_actions) == ["decide", "submitPapers", "withdraw"]
    part = act(desk, "SubmitLicencePapers", filed, papers=[pb.LICENCE_PAPER_EDUCATION_PROOF])
    assert (state(part), list(part.missing_papers)) == (
        "PAPERS_REQUESTED", [pb.LICENCE_PAPER_INTERNSHIP_PROOF],
    )  # fmt: skip
    never = refused(lambda: act(desk, "DecideLicenceApplication", filed, granted=True, issued_number="33401-900001"))
    assert never.reason == "ACTION_NOT_ALLOWED"
    full = act(desk, "SubmitLicencePapers", filed, papers=[pb.LICENCE_PAPER_INTERNSHIP_PROOF])
    assert (state(full), due(full, "DECIDE")) == ("ACCEPTED", "2026-07-14")


@pytest.mark.rule("GO-05")
def test_whoever_is_silent_for_five_working_days_has_accepted_on_receipt(desk: Desk, profile: Profile) -> None:
    office, _ = desk.staffed_office(3)
    filed = practise(desk, desk.intern(office.name).name, papers=[])
    with on_day(desk, profile, "2026-06-24") as later:
        late = refused(lambda: act(later, "RequestPapers", filed))
        taken = act(later, "AcceptLicenceApplication", filed)
    assert late.reason == "NOTICE_TOO_LATE"
    assert (state(taken), taken.accepted_date, due(taken, "DECIDE")) == ("ACCEPTED", "2026-06-15", "2026-07-14")


@pytest.mark.rule("GO-33")
def test_the_head_extends_the_time_once_while_it_runs(desk: Desk, profile: Profile) -> None:
    office, _ = desk.staffed_office(3)
    first, second = (opined(desk, practise(desk, desk.intern(office.name).name)) for _ in range(2))
    longer = act(desk, "ExtendDecision", first, reasons="需要核查学历")
    again = refused(lambda: act(desk, "ExtendDecision", first, reasons="仍在核查"))
    with on_day(desk, profile, "2026-07-15") as later:
        late = refused(lambda: act(later, "ExtendDecision", second, reasons="需要核查学历"))
    assert due(longer, "DECIDE_EXTENDED") == "2026-07-28"
    assert (again.reason, late.reason) == ("ALREADY_EXTENDED", "EXTENSION_TOO_LATE")


@pytest.mark.rule("P-06")
def test_every_step_is_on_the_timeline(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    filed = practise(desk, desk.intern(office.name).name)
    done = grant(desk, filed, issued_number="33401-900001")
    assert [(one.action, one.happened_date, one.late) for one in done.steps] == [
        (action, "2026-06-15", False) for action in ("receive", "giveOpinion", "decide")
    ]
    early = refused(lambda: act(desk, "GiveUpLicenceApplication", filed, reasons="未转接", happened_date="2026-06-12"))
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}


def test_an_intern_is_no_staff_and_cannot_apply_twice(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    intern = desk.intern(office.name)
    practise(desk, intern.name)
    assert next(one.measured for one in desk.office(office.name).verdicts) == 3
    assert refused(lambda: practise(desk, intern.name)).reason == "ACTION_NOT_ALLOWED"


def test_a_statement_of_another_kind_is_refused(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    intern = desk.intern(office.name)
    found = refused(lambda: practise(desk, intern.name, transfer=pb.TransferStatement()))
    assert found.violations == {"licence_application.transfer": "STATEMENT_MISMATCH"}
    unknown = refused(lambda: practise(desk, "practitioners/019ed7e5-3a00-7000-8000-2f6b1c9d0a01"))
    assert unknown.reason == "PRACTITIONER_UNKNOWN"


def test_applications_are_listed_by_state_and_person(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    filed = [practise(desk, desk.intern(office.name).name) for _ in range(2)]
    opined(desk, filed[0])
    wanted = {"state": pb.LICENCE_APPLICATION_STATE_ACCEPTED}, {"practitioner": filed[0].practitioner}
    found = [desk.call("ListLicenceApplications", desk.city, **one).licence_applications for one in wanted]
    assert [[one.name for one in page] for page in found] == [[filed[1].name], [filed[0].name]]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert not desk.call("ListLicenceApplications", neighbour).licence_applications
    assert desk.call("GetLicenceApplication", desk.clerk, name=filed[1].name) == filed[1]
    assert dt.date.fromisoformat(filed[1].accepted_date) == dt.date(2026, 6, 15)
