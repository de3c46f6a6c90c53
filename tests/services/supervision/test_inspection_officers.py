"""Who is certified to inspect, and in whom he has an interest (SV-60, SV-61, SV-66)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import inspection_officer_pb2 as pb

from services.supervision.domain.inspection_officer import (
    MOVES,
    InspectionOfficerDraft,
    InspectionOfficerState,
    certified,
    may_inspect,
    withdrawn,
)
from tests.doors import refused
from tests.services.supervision.bureau import Bureau

OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d0a01"
RELATIVE = pb.INTEREST_GROUND_RELATIVE
NOW = dt.datetime(2026, 6, 15, tzinfo=dt.UTC)
PAPER = {"document_number": "声明1号"}
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2026, 6, 30)
DRAFT = InspectionOfficerDraft(
    full_name="周示例", certificate_number="执法1号", valid_from_date=FIRST, valid_until_date=LAST, division="990102",
    document_number="登记1号",
)  # fmt: skip


def declare(bureau: Bureau, officer: pb.InspectionOfficer, subject: str = OFFICE) -> Any:
    interest = pb.OfficerInterest(subject=subject, ground=RELATIVE)
    asked = {"name": officer.name, "interest": interest, **PAPER}
    return bureau.call("DeclareInterest", bureau.section, **asked).inspection_officer


def withdraw(bureau: Bureau, officer: pb.InspectionOfficer) -> Any:
    return bureau.call("WithdrawInspectionOfficer", bureau.chief, name=officer.name, **PAPER).inspection_officer


@pytest.mark.rule("SV-60", "SV-66")
def test_an_officer_is_listed_with_his_certificate_until_it_is_withdrawn(bureau: Bureau) -> None:
    first, second = bureau.officer(), bureau.officer()
    assert (first.state, list(first.allowed_actions)) == (
        pb.INSPECTION_OFFICER_STATE_CERTIFIED, ["declareInterest", "registerKey", "withdraw"],
    )  # fmt: skip
    gone = withdraw(bureau, first)
    assert (gone.state, list(gone.allowed_actions), gone.etag) == (pb.INSPECTION_OFFICER_STATE_WITHDRAWN, [], "2")
    found = bureau.call("ListInspectionOfficers", bureau.chief).inspection_officers
    assert [one.name for one in found] == [first.name, second.name]
    wanted = bureau.call("ListInspectionOfficers", bureau.chief, state=gone.state).inspection_officers
    assert list(wanted) == [gone]
    assert bureau.call("GetInspectionOfficer", bureau.section, name=second.name) == second
    assert refused(lambda: declare(bureau, first)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("SV-61")
def test_an_interest_is_declared_once(bureau: Bureau) -> None:
    done = declare(bureau, bureau.officer())
    assert [(one.subject, one.ground) for one in done.interests] == [(OFFICE, RELATIVE)]
    again = refused(lambda: declare(bureau, done))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "INTEREST_DECLARED")
    other = OFFICE.replace("offices", "practitioners")
    assert [one.subject for one in declare(bureau, done, other).interests] == [OFFICE, other]


@pytest.mark.rule("SV-66")
def test_a_certificate_is_registered_once_and_its_days_have_an_order(bureau: Bureau) -> None:
    made = bureau.officer()
    again = refused(lambda: bureau.officer(certificate_number=made.certificate_number))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "OFFICER_CERTIFIED")
    turned = refused(lambda: bureau.officer(valid_until_date="2023-12-31"))
    assert dict(turned.violations) == {"inspection_officer.valid_until_date": "VALIDITY_REVERSED"}
    assert bureau.officer(valid_from_date="2024-01-01", valid_until_date="2024-01-01").etag == "1"


def test_an_officer_of_another_division_does_not_exist_and_is_entered_by_nobody_here(bureau: Bureau) -> None:
    answer = refused(lambda: bureau.officer(division="990203"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "DIVISION_OUT_OF_SCOPE")
    stranger = bureau.door.person("supervision_officer", divisions=("990203",))
    made = bureau.officer()
    hidden = refused(lambda: bureau.call("GetInspectionOfficer", stranger, name=made.name))
    assert hidden.code is grpc.StatusCode.NOT_FOUND
    assert list(bureau.call("ListInspectionOfficers", stranger).inspection_officers) == []


@pytest.mark.rule("SV-66")
@pytest.mark.parametrize(
    ("day", "may"), [("2023-12-31", False), ("2024-01-01", True), ("2026-06-30", True), ("2026-07-01", False)]
)
def test_a_certificate_is_in_force_from_its_first_to_its_last_day(day: str, may: object) -> None:
    officer = certified(DRAFT, name="x", now=NOW)
    on = dt.date.fromisoformat(day)
    assert (may_inspect(officer, on), may_inspect(withdrawn(officer), on)) == (may, False)


def test_the_moves_of_an_officer() -> None:
    moves = {state.name: {action: {one.name for one in to} for action, to in MOVES[state].items()} for state in MOVES}
    assert moves == {
        "CERTIFIED": {"declareInterest": {"CERTIFIED"}, "registerKey": {"CERTIFIED"}, "withdraw": {"WITHDRAWN"}},
        "WITHDRAWN": {},
    }  # fmt: skip
    assert set(MOVES) == set(InspectionOfficerState)
