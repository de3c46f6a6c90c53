"""What a joint branch does not join, and what a hold does not hold: pitfalls of the book that no other file shows."""

from __future__ import annotations

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2 as offices_pb
from sifa.party_building.v1 import coverage_pb2, dues_pb2, party_meeting_pb2, relation_transfer_pb2

from tests.doors import HOME, refused
from tests.services.party_building.registry import FORMAL, Registry, new_name
from tests.services.party_building.test_fund_spends import act, balance, propose, report


@pytest.mark.rule("PB-12", "PB-19", "PB-38", "E-38", "E-44")
def test_a_joint_branch_joins_party_life_and_nothing_else(registry: Registry) -> None:
    one, other, station = new_name("offices"), new_name("offices"), new_name("judicialOffices")
    members = [registry.staff(unit, FORMAL)[0] for unit in (one, other)]
    members.append(registry.enter_member(unit=station))
    joint = registry.propose(one, other, station)
    registry.approve(joint.name)
    for member in members:
        registry.bring(member.name, joint.name)
    registry.elect(joint.name, members[2].name)
    for office in (one, other):
        report(registry, office, 8_600_033)
    spend = propose(registry, one, 120_000)
    act(registry, "ApproveFundSpend", spend.name)
    assert (spend.approver, balance(registry, one), balance(registry, other)) == (joint.name, 138_001, 258_001)
    assert [registry.coverage(office).practitioner_count for office in (one, other)] == [1, 1]
    nobodys = station.replace("judicialOffices/", "fundBalances/")
    assert refused(lambda: registry.call("GetFundBalance", name=nobodys)).code == grpc.StatusCode.NOT_FOUND
    leads = registry.organisation(joint.name).leads
    assert {lead.unit for lead in leads} == {one, other}


@pytest.mark.rule("PB-06", "PB-25", "PB-35", "E-78")
def test_a_hold_freezes_neither_party_life_nor_dues(registry: Registry) -> None:
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL, FORMAL, FORMAL)
    branch = registry.branch_of(office, members, dues_until="2026-04")
    for subject in (office, *(member.practitioner for member in members)):
        held = offices_pb.PracticeStatusChanged(
            subject=subject, division=HOME, status=offices_pb.PRACTICE_STATUS_ON_HOLD, from_date="2026-06-15",
            previous_status=offices_pb.PRACTICE_STATUS_ACTIVE, office="" if subject == office else office,
        )  # fmt: skip
        registry.hear(held, subject)
    found = registry.coverage(office)
    assert (found.state, found.attached_formal_count) == (coverage_pb2.COVERAGE_STATE_BRANCH, 4)
    line = dues_pb2.DuesLine(member=members[0].name, month="2026-05", income_fen=300_000)
    assert registry.call("CreateDuesLine", dues_line=line).due_fen == 1_500
    meeting = party_meeting_pb2.PartyMeeting(
        organisation=branch.name, kind=party_meeting_pb2.MEETING_KIND_THEME_DAY, held_date="2026-06-15",
        subject="主题党日", document_number="会议记录1号",
    )  # fmt: skip
    assert registry.call("CreatePartyMeeting", party_meeting=meeting).due_count == 4
    moved = registry.bring(members[3].name, registry.propose().name)
    assert moved.state == relation_transfer_pb2.TRANSFER_STATE_RECEIVED
