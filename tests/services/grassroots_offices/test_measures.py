"""Holds are no suspensions, leaves are no practice, former judges stay away, civil servants leave (K2, GO-67)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2
from sifa.grassroots_offices.v1 import practitioner_pb2 as pb

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.applications import Partners, grant, transfer
from tests.services.grassroots_offices.desk import Desk, on_day

PENALTY = {"document_number": "市司罚1号", "until_date": "2026-07-15", "legal_basis": "示例规章第四十六条"}
COURT = "玄武县人民法院"


def state(desk: Desk, name: str) -> str:
    return pb.PractitionerState.Name(desk.practitioner(name).state).removeprefix("PRACTITIONER_STATE_")


def statuses(desk: Desk, name: str) -> list[str]:
    return [
        events_pb2.PracticeStatus.Name(one.status).removeprefix("PRACTICE_STATUS_")
        for one in desk.told("PracticeStatusChanged")
        if one.subject == name
    ]


def test_a_hold_comes_from_supervision_and_ends_with_it(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    partners, name = Partners(desk), staff[0].name
    partners.hold(name)
    held = desk.practitioner(name)
    assert (state(desk, name), held.office, len(held.holds)) == ("HOLD", office.name, 1)
    assert not held.suspended_until_date
    assert next(one.measured for one in desk.office(office.name).verdicts) == 3
    partners.lift(name)
    assert (state(desk, name), statuses(desk, name)) == ("ACTIVE", ["ACTIVE", "ON_HOLD", "ACTIVE"])


def test_of_two_holds_the_last_one_that_is_lifted_counts(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    partners, name = Partners(desk), staff[0].name
    partners.hold(name, number=1)
    partners.hold(name, number=2)
    partners.lift(name, number=1)
    assert state(desk, name) == "HOLD"
    partners.lift(name, number=2)
    partners.lift(name, number=2)
    assert (state(desk, name), list(desk.practitioner(name).holds)) == ("ACTIVE", [])


def test_whoever_is_hired_or_moves_under_a_hold_is_held(desk: Desk) -> None:
    _, staff = desk.staffed_office(5)
    other, _ = desk.staffed_office(3)
    partners = Partners(desk)
    desk.leave(staff[0])
    moving = transfer(desk, staff[1].name, other.name)
    grant(desk, moving)
    for one in staff[:2]:
        partners.hold(one.name)
    partners.start(moving)
    desk.call("HirePractitioner", desk.city, name=staff[0].name, office=other.name, document_number="聘1号")
    assert [(state(desk, one.name), desk.practitioner(one.name).office) for one in staff[:2]] == [
        ("HOLD", other.name)
    ] * 2


def test_a_hold_of_somebody_who_is_not_registered_here_concerns_nobody(desk: Desk) -> None:
    desk.staffed_office(3)
    Partners(desk).hold("handlers/019ed7e5-3a00-7000-8000-2f6b1c9d0a01")
    assert "ON_HOLD" not in str(desk.told("PracticeStatusChanged"))


def test_a_suspension_has_a_basis_and_lasts_as_decided(desk: Desk, profile: Profile) -> None:
    _, staff = desk.staffed_office(3)
    name = staff[0].name
    done = desk.call("SuspendPractitioner", desk.city, name=name, **PENALTY).practitioner
    assert (state(desk, name), done.suspended_until_date, list(done.holds)) == ("SUSPENDED", "2026-07-15", [])
    with on_day(desk, profile, "2026-07-15") as later:
        early = refused(lambda: later.call("ResumePractitioner", later.city, name=name, document_number="恢1号"))
    with on_day(desk, profile, "2026-07-16") as later:
        back = later.call("ResumePractitioner", later.city, name=name, document_number="恢1号").practitioner
    assert (early.reason, early.metadata["until_date"]) == ("SUSPENSION_NOT_OVER", "2026-07-15")
    assert (back.state, back.suspended_until_date) == (pb.PRACTITIONER_STATE_ACTIVE, "")
    assert statuses(desk, name) == ["ACTIVE", "SUSPENDED", "ACTIVE"]


@pytest.mark.rule("GO-67")
@pytest.mark.parametrize(
    ("rpc", "fields"), [("SuspendPractitioner", PENALTY), ("RecordLeave", {"document_number": "假1号"})]
)
def test_nothing_ends_before_it_begins(desk: Desk, rpc: str, fields: dict[str, Any]) -> None:
    _, staff = desk.staffed_office(3)
    who = desk.city if rpc == "SuspendPractitioner" else desk.clerk
    asked = {**fields, "name": staff[0].name, "until_date": "2026-06-14"}
    assert refused(lambda: desk.call(rpc, who, **asked)).violations == {"until_date": "DATES_REVERSED"}
    desk.call("RecordLeave", desk.clerk, name=staff[1].name, until_date="2026-06-15", document_number="假1号")


@pytest.mark.rule("GO-67")
def test_a_day_of_leave_is_taken_out_once(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    asked = {"name": staff[0].name, "document_number": "假1号", "until_date": "2026-09-20"}
    taken = desk.call("RecordLeave", desk.clerk, **asked).practitioner
    assert [(one.from_date, one.until_date) for one in taken.leaves] == [("2026-06-15", "2026-09-20")]
    again = refused(lambda: desk.call("RecordLeave", desk.clerk, **{**asked, "until_date": "2026-10-01"}))
    assert (again.code, again.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "LEAVES_OVERLAP")


@pytest.mark.rule("GO-39")
def test_whoever_becomes_a_civil_servant_practises_no_more(desk: Desk) -> None:
    _, staff = desk.staffed_office(4)
    asked = {"name": staff[0].name, "document_number": "人事通知1号", "happened_date": "2026-06-12"}
    done = desk.call("RecordPublicOffice", desk.city, **asked).practitioner
    assert (done.state, done.office) == (pb.PRACTITIONER_STATE_CANCELLED, "")
    told = desk.told("PersonBecameCivilServant")
    assert [(one.practitioner, one.from_date) for one in told] == [(staff[0].name, "2026-06-12")]


@pytest.mark.rule("GO-42", "GO-43", "GO-44")
@pytest.mark.parametrize(
    ("matter", "codes"),
    [
        ({"business": pb.BUSINESS_KIND_LITIGATION, "party_divisions": ["990102", "110101"]}, []),
        ({"business": pb.BUSINESS_KIND_LITIGATION, "party_divisions": ["990103"]}, [("OUTSIDE_AREA", "01")]),
        ({"business": pb.BUSINESS_KIND_NON_LITIGATION}, []),
        ({"business": pb.BUSINESS_KIND_CRIMINAL}, [("CRIMINAL_BUSINESS", "01")]),
        ({"business": pb.BUSINESS_KIND_NON_LITIGATION, "institution": COURT}, [("FORMER_INSTITUTION", "03")]),
        ({"business": pb.BUSINESS_KIND_NON_LITIGATION, "institution": "白虎县人民法院"}, []),
    ],
)
def test_each_acceptance_is_looked_at(desk: Desk, matter: dict[str, Any], codes: list[tuple[str, str]]) -> None:
    office = desk.enter_office()
    post = pb.FormerPost(institution=COURT, left_date="2010-01-01")
    judge = desk.enter_practitioner(office.name, former_posts=[post])
    bars = desk.call("CheckAcceptance", desk.clerk, name=judge.name, **matter).bars
    assert [(one.code, one.violation_code) for one in bars] == codes
    assert all(one.citation and one.rule_id for one in bars)


def test_whoever_is_held_takes_nothing_on(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    Partners(desk).hold(staff[0].name)
    matter = {"business": pb.BUSINESS_KIND_NON_LITIGATION}
    bars = desk.call("CheckAcceptance", desk.clerk, name=staff[0].name, **matter).bars
    assert [(one.code, one.rule_id) for one in bars] == [("NOT_PRACTISING", "GO-39")]
