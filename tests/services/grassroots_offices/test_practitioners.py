"""Practitioners leave an office, are hired by another within six months, or lose the certificate (GO-39)."""

from __future__ import annotations

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2
from sifa.grassroots_offices.v1 import practitioner_pb2 as pb

from services.grassroots_offices.domain.practitioner import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day

PAPER = {"document_number": "批复1号"}


def spans(practitioner: pb.Practitioner) -> list[tuple[str, str, str]]:
    return [
        (pb.PractitionerState.Name(one.state).removeprefix("PRACTITIONER_STATE_"), one.office, one.from_date)
        for one in practitioner.spans
    ]


def test_the_moves_are_those_of_the_book() -> None:
    cancelled = {"cancel": {"CANCELLED"}, "recordPublicOffice": {"CANCELLED"}}
    assert {state.name: {action: {to.name for to in after} for action, after in moves.items()}
            for state, moves in MOVES.items()} == {
        "INTERN": {"apply": {"APPLYING"}},
        "APPLYING": {"license": {"ACTIVE"}, "refuse": {"REFUSED"}, "takeBack": {"INTERN"}},
        "REFUSED": {},
        "ACTIVE": {
            "transfer": {"TRANSFERRING"}, "hold": {"HOLD"}, "suspend": {"SUSPENDED"}, "endContract": {"UNATTACHED"},
            "recordLeave": {"ACTIVE"}, "merge": {"MERGED"}, **cancelled,
        },
        "TRANSFERRING": {"settle": {"ACTIVE"}, **cancelled},
        "HOLD": {"lift": {"ACTIVE"}, **cancelled},
        "SUSPENDED": {"resume": {"ACTIVE"}, **cancelled},
        "UNATTACHED": {"hire": {"ACTIVE"}, **cancelled},
        "CANCELLED": {},
        "MERGED": {"undoMerge": {"ACTIVE"}},
    }  # fmt: skip


@pytest.mark.rule("GO-39")
def test_whoever_leaves_has_six_months_to_find_an_office(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    left = desk.leave(staff[0], happened_date="2026-05-20")
    assert spans(left) == [("ACTIVE", office.name, "2018-05-01"), ("UNATTACHED", "", "2026-05-20")]
    assert (left.office, left.spans[-1].deadline.due_date, left.spans[-1].deadline.rule_id) == (
        "", "2026-11-20", "GO-39",
    )  # fmt: skip
    assert desk.practitioner(left.name) == left


@pytest.mark.rule("GO-39")
def test_another_office_hires_on_the_last_day_and_not_after_it(desk: Desk, profile: Profile) -> None:
    _, staff = desk.staffed_office(4)
    for one in staff[:2]:
        desk.leave(one, happened_date="2026-05-20")
    other, _ = desk.staffed_office(3)
    with on_day(desk, profile, "2026-11-23") as later:
        hired = later.call("HirePractitioner", later.city, name=staff[0].name, office=other.name,
                           happened_date="2026-11-20", **PAPER).practitioner  # fmt: skip
        found = refused(
            lambda: later.call("HirePractitioner", later.city, name=staff[1].name, office=other.name,
                               happened_date="2026-11-21", **PAPER)
        )  # fmt: skip
    assert (hired.state, hired.office) == (pb.PRACTITIONER_STATE_ACTIVE, other.name)
    assert hired.spans[1].deadline.done_date == "2026-11-20"
    assert (found.reason, found.metadata["due_date"]) == ("HIRED_TOO_LATE", "2026-11-20")


@pytest.mark.rule("GO-39")
@pytest.mark.parametrize(
    ("left", "last", "cancelled"),
    [pytest.param("2025-08-31", "2026-02-28", "2026-03-01", id="TV-D19"), ("2026-05-20", "2026-11-20", "2026-11-21")],
)
def test_nobody_is_cancelled_for_not_being_hired_before_the_six_months_are_over(
    desk: Desk, profile: Profile, left: str, last: str, cancelled: str
) -> None:
    _, staff = desk.staffed_office(4)
    desk.leave(staff[0], happened_date=left)
    asked = {"name": staff[0].name, "ground": pb.CANCELLATION_GROUND_NOT_HIRED, "entry_reason": "补录", **PAPER}
    with on_day(desk, profile, "2026-11-23") as later:
        early = refused(lambda: later.call("CancelPractitioner", later.city, happened_date=last, **asked))
        done = later.call("CancelPractitioner", later.city, happened_date=cancelled, **asked).practitioner
    assert (early.reason, early.metadata["due_date"]) == ("NOT_YET_SIX_MONTHS", last)
    assert (done.state, list(done.allowed_actions)) == (pb.PRACTITIONER_STATE_CANCELLED, [])
    assert spans(done)[-1] == ("CANCELLED", "", cancelled)


@pytest.mark.rule("GO-39")
def test_somebody_who_practises_is_never_cancelled_for_not_being_hired(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    found = refused(lambda: desk.call(
        "CancelPractitioner", desk.city, name=staff[0].name, ground=pb.CANCELLATION_GROUND_NOT_HIRED, **PAPER
    ))  # fmt: skip
    assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "NOT_YET_SIX_MONTHS")


@pytest.mark.rule("GO-10", "GO-39")
def test_a_dismissal_leaves_the_office_below_its_minimum(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    desk.call(
        "CancelPractitioner", desk.city, name=staff[0].name, ground=pb.CANCELLATION_GROUND_DISMISSED, **PAPER
    )  # fmt: skip
    assert list(desk.office(office.name).allowed_actions) == ["confirmCure", "terminate"]


def test_others_are_told_who_practises_where_and_when_an_office_is_short_of_people(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    other, _ = desk.staffed_office(3)
    desk.leave(staff[0])
    desk.call("HirePractitioner", desk.city, name=staff[0].name, office=other.name, **PAPER)
    active, unattached = events_pb2.PRACTICE_STATUS_ACTIVE, events_pb2.PRACTICE_STATUS_UNATTACHED
    told = [
        (one.status, one.previous_status, one.office, one.former_office)
        for one in desk.told("PracticeStatusChanged")
        if one.subject == staff[0].name
    ]
    assert told == [
        (active, 0, office.name, ""), (unattached, active, "", office.name), (active, unattached, other.name, ""),
    ]  # fmt: skip
    counts = [one.practitioner_count for one in desk.told("OfficeStaffingChanged") if one.office == office.name]
    assert counts == [1, 2, 3, 2]
    assert all(one.required_count == 3 for one in desk.told("OfficeStaffingChanged"))


def test_a_partner_who_leaves_is_a_partner_no_more(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    left = desk.leave(desk.enter_practitioner(office.name, partner=True))
    assert not left.partner


@pytest.mark.rule("GO-30")
@pytest.mark.parametrize(("qualified", "reason"), [(False, "CONDITIONS_NOT_MET"), (True, "")])
def test_the_legal_qualification_replaces_the_education(desk: Desk, *, qualified: bool, reason: str) -> None:
    office = desk.enter_office()
    fields = {"education": pb.EDUCATION_BELOW, "legal_qualification": qualified}
    if not reason:
        assert desk.enter_practitioner(office.name, **fields).legal_qualification
        return
    found = refused(lambda: desk.enter_practitioner(office.name, **fields))
    assert found.violations == {"practitioner.education": reason}


@pytest.mark.parametrize(
    ("happened", "reason"), [("2026-06-16", "DATE_IN_FUTURE"), ("2018-04-30", "DATE_BEFORE_PREVIOUS")]
)
def test_nobody_leaves_tomorrow_or_before_he_came(desk: Desk, happened: str, reason: str) -> None:
    _, staff = desk.staffed_office(1)
    found = refused(lambda: desk.leave(staff[0], happened_date=happened))
    assert found.violations == {"happened_date": reason}


def test_an_office_elsewhere_or_nowhere_is_unknown(desk: Desk) -> None:
    found = refused(lambda: desk.enter_practitioner("offices/019ed7e5-3a00-7000-8000-2f6b1c9d0a01"))
    assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "OFFICE_UNKNOWN")


def test_one_certificate_is_of_one_practitioner(desk: Desk) -> None:
    office, staff = desk.staffed_office(1)
    found = refused(lambda: desk.enter_practitioner(office.name, certificate_number=staff[0].certificate_number))
    assert (found.code, found.reason) == (grpc.StatusCode.ALREADY_EXISTS, "CERTIFICATE_TAKEN")


def test_a_retry_moves_nobody_twice(desk: Desk) -> None:
    _, staff = desk.staffed_office(4)
    asked = {"name": staff[0].name, "request_id": "7d9f0c64-6f0b-4b8e-9b1c-3f0a5f1d2c11", "document_number": "解聘1号"}
    first, second = (desk.call("EndContract", desk.clerk, **asked) for _ in range(2))
    assert first == second


def test_a_list_is_of_one_office_or_of_one_state(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    desk.staffed_office(2)
    desk.leave(staff[0])
    found = desk.call("ListPractitioners", desk.clerk, office=office.name).practitioners
    free = desk.call("ListPractitioners", desk.city, state=pb.PRACTITIONER_STATE_UNATTACHED).practitioners
    assert ({one.name for one in found}, [one.name for one in free]) == (
        {one.name for one in staff[1:]}, [staff[0].name],
    )  # fmt: skip


@pytest.mark.rule("P-06")
def test_what_is_entered_late_says_why_and_shows_it(desk: Desk) -> None:
    _, staff = desk.staffed_office(4)
    missing = refused(lambda: desk.leave(staff[0], happened_date="2026-05-20", entry_reason=""))
    late = desk.leave(staff[0], happened_date="2026-05-20", entry_reason="材料转递耽误").spans[-1]
    in_time = desk.leave(staff[1], happened_date="2026-06-12", entry_reason="").spans[-1]
    assert (missing.code, missing.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ENTRY_REASON_MISSING")
    assert (late.late, late.entry_reason, in_time.late, in_time.entry_reason) == (True, "材料转递耽误", False, "")
