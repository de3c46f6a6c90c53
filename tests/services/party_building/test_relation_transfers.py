"""Transfers of relations: letters and their validity, and the gate of a practitioner's move (PB-14, PB-15)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2 as offices_pb
from sifa.party_building.v1 import coverage_pb2, member_pb2
from sifa.party_building.v1 import relation_transfer_pb2 as pb

from services.party_building.domain.relation_transfer import MOVES, TransferState
from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.party_building.registry import ACTIVIST, FORMAL, Registry, new_name, on_day

_S = TransferState


def ask(registry: Registry, member: str, **to: str) -> pb.RelationTransfer:
    asked = pb.RelationTransfer(member=member, document_number="转接申请1号")
    for field, value in to.items():
        setattr(asked, field, value)
    made: pb.RelationTransfer = registry.call("CreateRelationTransfer", relation_transfer=asked)
    return made


def start(registry: Registry, name: str, **fields: Any) -> pb.RelationTransfer:
    done: pb.RelationTransfer = registry.call(
        "StartRelationTransfer", name=name, letter_number="介绍信1号", **fields
    ).relation_transfer
    return done


def move(registry: Registry, practitioner: str, application: str) -> None:
    """A practitioner's move was accepted."""
    registry.hear(offices_pb.PracticeApplicationAccepted(
        licence_application=application, practitioner=practitioner, division=HOME, accepted_date="2026-06-15",
    ), application)  # fmt: skip


def end(registry: Registry, application: str, *, granted: bool) -> None:
    """The application ended."""
    registry.hear(offices_pb.LicenceApplicationEnded(
        licence_application=application, division=HOME, granted=granted, ended_date="2026-06-15",
    ), application)  # fmt: skip


def test_the_moves_are_those_of_the_book_and_a_withdrawal() -> None:
    withdraw = {"withdraw": {_S.WITHDRAWN}}
    assert {state: {action: set(to) for action, to in moves.items()} for state, moves in MOVES.items()} == {
        _S.REQUESTED: {"start": {_S.STARTED}, **withdraw}, _S.STARTED: {"receive": {_S.RECEIVED}, **withdraw},
        _S.EXPIRED: {"receive": {_S.RECEIVED}, "reissue": {_S.STARTED}, **withdraw},
        _S.RECEIVED: {}, _S.WITHDRAWN: {},
    }  # fmt: skip


@pytest.mark.rule("PB-06", "PB-14", "PB-15")
def test_a_relation_goes_by_letter_and_arrives(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    target = registry.propose()
    asked = ask(registry, member.name, to_organisation=target.name)
    assert refused(lambda: ask(registry, member.name, to_organisation=target.name)).reason == "TRANSFER_RUNNING"
    started = start(registry, asked.name)
    assert (started.state, started.valid_until) == (pb.TRANSFER_STATE_STARTED, "2026-09-15")
    on_his_way = registry.call("GetMember", name=member.name)
    assert (on_his_way.organisation, on_his_way.relation_state) == (target.name, member_pb2.RELATION_STATE_IN_TRANSIT)
    done = registry.call("ReceiveRelationTransfer", name=asked.name, document_number="回执1号").relation_transfer
    assert (done.state, list(done.allowed_actions)) == (pb.TRANSFER_STATE_RECEIVED, [])
    assert registry.call("GetMember", name=member.name).relation_state == member_pb2.RELATION_STATE_ATTACHED


@pytest.mark.rule("PB-15")
def test_a_letter_is_valid_for_three_months(registry: Registry, profile: Profile) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    asked = ask(registry, member.name, to_organisation=registry.propose().name)
    assert refused(lambda: start(registry, asked.name, valid_until="2026-09-16")).reason == "LETTER_TOO_LONG"
    assert refused(lambda: start(registry, asked.name, valid_until="2026-06-14")).reason == "LETTER_TOO_LONG"
    start(registry, asked.name, valid_until="2026-07-15")
    again: dict[str, Any] = {"name": asked.name, "letter_number": "介绍信2号", "reissue_reason": "本人住院未及时递交"}
    assert refused(lambda: registry.call("ReissueLetter", **again)).reason == "ACTION_NOT_ALLOWED"
    with on_day(registry, profile, "2026-07-16") as later:
        assert later.call("GetRelationTransfer", name=asked.name).state == pb.TRANSFER_STATE_EXPIRED
        receipt: dict[str, Any] = {"name": asked.name, "document_number": "回执1号"}
        assert refused(lambda: later.call("ReceiveRelationTransfer", **receipt)).reason == "LETTER_EXPIRED"
        handed_in = later.call("ReceiveRelationTransfer", **receipt, happened_date="2026-07-15").relation_transfer
        assert handed_in.received_date == "2026-07-15"


@pytest.mark.rule("PB-15")
def test_an_expired_letter_is_issued_again_with_a_reason(registry: Registry, profile: Profile) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    asked = ask(registry, member.name, to_organisation=registry.propose().name)
    start(registry, asked.name, valid_until="2026-07-15")
    again: dict[str, Any] = {"name": asked.name, "letter_number": "介绍信2号", "reissue_reason": "本人住院未及时递交"}
    with on_day(registry, profile, "2026-07-16") as later:
        issued = later.call("ReissueLetter", **again).relation_transfer
    assert (issued.state, issued.valid_until, issued.reissue_reason) == (
        pb.TRANSFER_STATE_STARTED, "2026-10-16", again["reissue_reason"],
    )  # fmt: skip


@pytest.mark.rule("PB-14")
def test_a_destination_is_one_of_the_register_or_one_outside(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    both = {"to_organisation": registry.propose().name, "to_elsewhere": "示范街道党委"}
    missing = {"relation_transfer.to_organisation": "ORGANISATION_MISSING"}
    assert refused(lambda: ask(registry, member.name)).violations == missing
    assert refused(lambda: ask(registry, member.name, **both)).violations == missing
    unknown = refused(lambda: ask(registry, member.name, to_organisation=new_name("partyOrganisations")))
    assert unknown.reason == "ORGANISATION_UNKNOWN"
    asked = ask(registry, member.name, to_elsewhere="示范街道党委")
    start(registry, asked.name)
    registry.call("ReceiveRelationTransfer", name=asked.name, document_number="回执1号")
    gone = registry.call("GetMember", name=member.name)
    assert (gone.organisation, gone.relation_state) == ("", member_pb2.RELATION_STATE_ELSEWHERE)


@pytest.mark.rule("PB-14")
def test_whoever_is_no_member_has_no_relation(registry: Registry) -> None:
    (activist,) = registry.staff(new_name("offices"), ACTIVIST)
    found = refused(lambda: ask(registry, activist.name, to_elsewhere="示范街道党委"))
    assert found.reason == "MEMBER_WITHOUT_RELATION"
    assert refused(lambda: ask(registry, new_name("members"), to_elsewhere="示范街道党委")).reason == "MEMBER_UNKNOWN"


@pytest.mark.rule("PB-14")
@pytest.mark.parametrize("standing", [pytest.param(0, id="TV-P24"), pytest.param(ACTIVIST, id="activist")])
def test_the_gate_is_open_for_whoever_has_no_relation(registry: Registry, standing: int) -> None:
    office = new_name("offices")
    practitioner = registry.staff(office, standing)[0].practitioner if standing else new_name("practitioners")
    move(registry, practitioner, "licenceApplications/1")
    (told,) = registry.told("RelationTransferStarted")
    assert (told.application, told.relation_transfer) == ("licenceApplications/1", "")
    assert registry.call("ListRelationTransfers").relation_transfers == []


@pytest.mark.rule("PB-14", "E-46")
@pytest.mark.parametrize("moves", [pytest.param(1, id="TV-P25")])
def test_the_gate_stays_shut_until_the_letter_is_issued(registry: Registry, moves: int) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    for _ in range(moves + 1):
        move(registry, member.practitioner, "licenceApplications/1")
    assert registry.told("RelationTransferStarted") == []
    (asked,) = registry.call("ListRelationTransfers", open=True).relation_transfers
    nowhere = refused(lambda: start(registry, asked.name))
    assert nowhere.violations == {"to_organisation": "ORGANISATION_MISSING"}
    start(registry, asked.name, to_organisation=registry.propose().name)
    (told,) = registry.told("RelationTransferStarted")
    assert (told.application, told.relation_transfer) == ("licenceApplications/1", asked.name)
    registry.call("ReceiveRelationTransfer", name=asked.name, document_number="回执1号")
    assert [one.application for one in registry.told("RelationTransferReceived")] == ["licenceApplications/1"]


@pytest.mark.rule("PB-14", "PB-06")
def test_a_move_that_does_not_come_about_takes_back_what_began_with_it(registry: Registry) -> None:
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    branch = registry.branch_of(office, members)
    for number, member in enumerate(members):
        move(registry, member.practitioner, f"licenceApplications/{number}")
    for member in members[1:]:
        (asked,) = registry.call("ListRelationTransfers", member=member.name, open=True).relation_transfers
        start(registry, asked.name, to_elsewhere="示范街道党委")
    assert registry.coverage(office).attached_formal_count == 1
    end(registry, "licenceApplications/0", granted=False)
    end(registry, "licenceApplications/1", granted=False)
    end(registry, "licenceApplications/2", granted=True)
    states = [one.state for one in registry.call("ListRelationTransfers").relation_transfers][-3:]
    assert states == [pb.TRANSFER_STATE_WITHDRAWN, pb.TRANSFER_STATE_WITHDRAWN, pb.TRANSFER_STATE_STARTED]
    back = registry.call("GetMember", name=members[1].name)
    assert (back.organisation, back.relation_state) == (branch.name, member_pb2.RELATION_STATE_ATTACHED)
    assert registry.coverage(office).attached_formal_count == 2
    assert registry.told("RelationTransferRefused") == []


@pytest.mark.rule("PB-14")
def test_a_relation_that_will_not_be_transferred_ends_the_application(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    move(registry, member.practitioner, "licenceApplications/1")
    (asked,) = registry.call("ListRelationTransfers", open=True).relation_transfers
    withdrawal = {"name": asked.name, "document_number": "不予转出1号"}
    done = registry.call("WithdrawRelationTransfer", registry.superior, **withdrawal).relation_transfer
    assert (done.state, list(done.allowed_actions)) == (pb.TRANSFER_STATE_WITHDRAWN, [])
    assert [one.application for one in registry.told("RelationTransferRefused")] == ["licenceApplications/1"]


@pytest.mark.rule("PB-13", "PB-01", "PB-02", "PB-03")
@pytest.mark.parametrize(("formal", "required"), [(3, "BRANCH"), (1, "JOINT"), (0, "INSTRUCTOR")])
def test_the_plan_of_an_establishment_is_answered_by_its_founders(
    registry: Registry, formal: int, required: str
) -> None:
    old, office = new_name("offices"), new_name("offices")
    founders = [one.practitioner for one in registry.staff(old, *[FORMAL] * formal)] or [new_name("practitioners")]
    registry.hear(offices_pb.EstablishmentAccepted(
        licence_application="licenceApplications/1", office=office, division=HOME, practitioners=founders,
        party_plan_document="方案1号", accepted_date="2026-06-15",
    ), "licenceApplications/1")  # fmt: skip
    (told,) = registry.told("PartyPlanChecked")
    wanted = coverage_pb2.CoverageForm.Value(f"COVERAGE_FORM_{required}")
    assert (told.application, told.office, told.required) == ("licenceApplications/1", office, wanted)
    for founder in founders:
        registry.practise(founder, office, left=old, day="2026-06-15")
    registry.hear(offices_pb.OfficeLicensed(office=office, division=HOME, licensed_date="2026-06-15"), office)
    assert registry.coverage(office).required == wanted


def test_another_county_sees_no_transfer(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    asked = ask(registry, member.name, to_elsewhere="示范街道党委")
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    found = refused(lambda: registry.call("GetRelationTransfer", neighbour, name=asked.name))
    assert found.code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListRelationTransfers", neighbour).relation_transfers == []
