"""The secretary of a branch works with what is his branch's, and with nothing of another one (PB-30, PB-35, PB-38)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.party_building.v1 import branch_account_pb2 as pb
from sifa.party_building.v1 import fund_spend_pb2, party_meeting_pb2, secretary_report_pb2

from tests.doors import Identity, refused
from tests.services.party_building.registry import FORMAL, Registry, new_name
from tests.services.party_building.test_fund_spends import balance, funded, propose

ACCOUNT = "secretary-1"
READS = ("GetOwnOrganisation", "ListOwnMembers", "ListOwnMeetings", "ListOwnSpends")
PAPER: dict[str, Any] = {"document_number": "支出审批1号"}


@pytest.fixture
def branches(registry: Registry) -> list[str]:
    """Two branches of two offices."""
    offices = [new_name("offices"), new_name("offices")]
    return [registry.branch_of(one, registry.staff(one, FORMAL, FORMAL, FORMAL)).name for one in offices]


def link(registry: Registry, organisation: str, account: str = ACCOUNT) -> pb.BranchAccount:
    asked = pb.BranchAccount(organisation=organisation, account=account, document_number="开通1号")
    made: pb.BranchAccount = registry.call("CreateBranchAccount", branch_account=asked)
    return made


def signed_in(registry: Registry, account: str = ACCOUNT) -> Identity:
    return registry.door.person("branch_secretary", subject=account)


def meeting(organisation: str) -> party_meeting_pb2.PartyMeeting:
    return party_meeting_pb2.PartyMeeting(
        organisation=organisation, kind=party_meeting_pb2.MEETING_KIND_GENERAL, held_date="2026-06-15",
        subject="党员大会", document_number="会议记录1号",
    )  # fmt: skip


def report(organisation: str) -> secretary_report_pb2.SecretaryReport:
    return secretary_report_pb2.SecretaryReport(
        organisation=organisation, year=2025, submitted_date="2026-06-15", document_number="述职1号"
    )  # fmt: skip


@pytest.mark.rule("PB-30", "PB-35", "PB-18")
def test_a_secretary_sees_and_enters_what_is_his_branchs_alone(registry: Registry, branches: list[str]) -> None:
    link(registry, branches[0])
    him = signed_in(registry)
    assert registry.call("GetOwnOrganisation", him).name == branches[0]
    members = registry.call("ListOwnMembers", him).members
    assert [(one.organisation, one.full_name) for one in members] == [(branches[0], "孙示例")] * 3
    held = registry.call("EnterOwnMeeting", him, party_meeting=meeting(branches[0])).party_meeting
    registry.call("CreatePartyMeeting", party_meeting=meeting(branches[1]))
    assert [one.name for one in registry.call("ListOwnMeetings", him).party_meetings] == [held.name]
    made = registry.call("EnterOwnReport", him, secretary_report=report(branches[0])).secretary_report
    assert (made.organisation, made.year) == (branches[0], 2025)
    for rpc, field, asked in (("EnterOwnMeeting", "party_meeting", meeting(branches[1])),
                              ("EnterOwnReport", "secretary_report", report(branches[1]))):  # fmt: skip
        assert refused(partial(registry.call, rpc, him, **{field: asked})).reason == "ORGANISATION_UNKNOWN"


@pytest.mark.rule("PB-38")
def test_the_branch_that_approves_a_spending_does_so_through_its_secretary(registry: Registry) -> None:
    (office, branch), (_, other) = funded(registry), funded(registry)
    before = balance(registry, office)
    spend = propose(registry, office, 10_000)
    link(registry, branch)
    link(registry, other, "secretary-2")
    him, neighbour = signed_in(registry), signed_in(registry, "secretary-2")
    assert registry.call("ListOwnSpends", neighbour).fund_spends == []
    stranger = refused(lambda: registry.call("ApproveOwnSpend", neighbour, name=spend.name, **PAPER))
    assert stranger.code == grpc.StatusCode.NOT_FOUND
    (listed,) = registry.call("ListOwnSpends", him, state=fund_spend_pb2.FUND_SPEND_STATE_PROPOSED).fund_spends
    assert listed.name == spend.name
    done = registry.call("ApproveOwnSpend", him, name=spend.name, **PAPER).fund_spend
    assert (done.state, balance(registry, office)) == (fund_spend_pb2.FUND_SPEND_STATE_APPROVED, before - 10_000)


def test_an_account_stands_for_one_organisation_until_the_link_ends(registry: Registry, branches: list[str]) -> None:
    made = link(registry, branches[0])
    assert refused(lambda: link(registry, branches[1])).reason == "ACCOUNT_TAKEN"
    unknown = refused(lambda: link(registry, new_name("partyOrganisations"), "secretary-2"))
    assert unknown.reason == "ORGANISATION_UNKNOWN"
    assert refused(lambda: registry.call("EndBranchAccount", name=made.name, etag="9")).reason == "ETAG_MISMATCH"
    ended = registry.call("EndBranchAccount", name=made.name).branch_account
    assert ended.ended_date == "2026-06-15"
    assert refused(lambda: registry.call("EndBranchAccount", name=made.name)).reason == "ACTION_NOT_ALLOWED"
    for rpc in READS:
        assert refused(partial(registry.call, rpc, signed_in(registry))).reason == "ACCOUNT_NOT_LINKED"
    assert link(registry, branches[1]).account == ACCOUNT
    assert len(registry.call("ListBranchAccounts", organisation=branches[0]).branch_accounts) == 1


def test_a_secretary_reaches_no_list_of_the_county(registry: Registry, branches: list[str]) -> None:
    link(registry, branches[0])
    for rpc in ("ListMembers", "ListPartyMeetings", "ListFundSpends", "ListBranchAccounts", "ListDuesLines"):
        shut = refused(partial(registry.call, rpc, signed_in(registry)))
        assert shut.code == grpc.StatusCode.PERMISSION_DENIED
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    assert registry.call("ListBranchAccounts", neighbour).branch_accounts == []
