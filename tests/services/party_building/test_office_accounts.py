"""An office's own clerk sees and enters what is his office's, and nothing of another one's (PB-28, PB-29, PB-35)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1.events_pb2 import OfficeSucceeded
from sifa.party_building.v1 import charter_check_pb2, deliberation_pb2
from sifa.party_building.v1 import office_account_pb2 as pb

from tests.doors import HOME, Identity, refused
from tests.servers.profiles import Profile
from tests.services.party_building.registry import FORMAL, Registry, new_name, on_day

ACCOUNT = "office-1"
OWN = ("GetOwnCoverage", "ListOwnDeliberations", "ListOwnDecisions", "ListOwnCharters", "ListOwnMissedMeetings")


@pytest.fixture
def office(registry: Registry) -> str:
    """An office that this service covers."""
    name = new_name("offices")
    registry.staff(name)
    return name


def link(registry: Registry, office: str, account: str = ACCOUNT) -> pb.OfficeAccount:
    asked = pb.OfficeAccount(office=office, account=account, document_number="指派1号")
    made: pb.OfficeAccount = registry.call("CreateOfficeAccount", office_account=asked)
    return made


def signed_in(registry: Registry, account: str = ACCOUNT) -> Identity:
    return registry.door.person("office_party_clerk", subject=account)


def deliberation(office: str) -> deliberation_pb2.Deliberation:
    return deliberation_pb2.Deliberation(
        office=office, kind=deliberation_pb2.DELIBERATION_KIND_INFORMATION,
        matter=deliberation_pb2.DELIBERATION_MATTER_TRAINING, deliberated_date="2026-06-15", subject="年度培训计划",
        party_lead=deliberation_pb2.LEAD_PRESENCE_ATTENDED, party_view="同意", management_view="已通报",
        document_number="会商纪要1号",
    )  # fmt: skip


@pytest.mark.rule("PB-28", "PB-29")
def test_a_clerk_enters_and_sees_what_is_his_offices_alone(registry: Registry, office: str) -> None:
    other = new_name("offices")
    registry.staff(other)
    link(registry, office)
    him = signed_in(registry)
    charter = charter_check_pb2.CharterCheck(office=office, lines=["章程"], document_number="报送1号")
    made = registry.call("EnterOwnDeliberation", him, deliberation=deliberation(office)).deliberation
    sent = registry.call("EnterOwnCharter", him, charter_check=charter).charter_check
    registry.call("CreateDeliberation", deliberation=deliberation(other))
    charter.office = other
    registry.call("CreateCharterCheck", charter_check=charter)
    assert [one.name for one in registry.call("ListOwnDeliberations", him).deliberations] == [made.name]
    assert [one.name for one in registry.call("ListOwnCharters", him).charter_checks] == [sent.name]
    assert registry.call("GetOwnCoverage", him).office == office
    for rpc, field, asked in (("EnterOwnDeliberation", "deliberation", deliberation(other)),
                              ("EnterOwnCharter", "charter_check", charter)):  # fmt: skip
        assert refused(partial(registry.call, rpc, him, **{field: asked})).reason == "OFFICE_UNKNOWN"


@pytest.mark.rule("PB-29")
def test_a_clerk_sees_which_decisions_of_his_office_are_flagged(registry: Registry, office: str) -> None:
    other = new_name("offices")
    registry.staff(other)
    link(registry, office)
    for where in (office, other):
        registry.practise(new_name("practitioners"), where, day="2026-06-16")
    found = registry.call("ListOwnDecisions", signed_in(registry), flagged=True).office_decisions
    assert [(one.office, one.flagged) for one in found] == [(office, True)]


@pytest.mark.rule("PB-35")
def test_a_clerk_sees_what_the_branch_of_his_office_missed(registry: Registry, profile: Profile) -> None:
    offices = [new_name("offices"), new_name("offices")]
    branches = [registry.branch_of(one, registry.staff(one, FORMAL, FORMAL, FORMAL)).name for one in offices]
    link(registry, offices[0])
    with on_day(registry, profile, "2026-08-01") as later:
        found = later.call("ListOwnMissedMeetings", signed_in(later)).missed_meetings
    assert {one.organisation for one in found} == {branches[0]}
    assert [one.from_date for one in found if one.missed] == ["2026-07-01"]


def test_an_account_stands_for_one_office_until_the_link_ends(registry: Registry, office: str) -> None:
    made = link(registry, office)
    taken = refused(lambda: link(registry, office))
    assert (taken.code, taken.reason) == (grpc.StatusCode.ALREADY_EXISTS, "ACCOUNT_TAKEN")
    assert refused(lambda: link(registry, new_name("offices"), "office-2")).reason == "OFFICE_UNKNOWN"
    stale: dict[str, Any] = {"name": made.name, "etag": "9"}
    assert refused(lambda: registry.call("EndOfficeAccount", **stale)).reason == "ETAG_MISMATCH"
    ended = registry.call("EndOfficeAccount", name=made.name).office_account
    assert ended.ended_date == "2026-06-15"
    assert refused(lambda: registry.call("EndOfficeAccount", name=made.name)).reason == "ACTION_NOT_ALLOWED"
    for rpc in OWN:
        assert refused(partial(registry.call, rpc, signed_in(registry))).reason == "ACCOUNT_NOT_LINKED"
    assert link(registry, office).account == ACCOUNT
    assert len(registry.call("ListOfficeAccounts", office=office).office_accounts) == 2


@pytest.mark.rule("PB-14")
def test_accounts_of_an_office_that_was_taken_over_end_with_it(registry: Registry, office: str) -> None:
    successor = new_name("offices")
    registry.staff(successor)
    for linked, account in ((office, ACCOUNT), (successor, "office-2")):
        link(registry, linked, account)
    split = OfficeSucceeded(
        office=office, successor=successor, division=HOME, ended=False, succeeded_date="2026-06-15"
    )  # fmt: skip
    registry.hear(split, office)
    assert registry.call("GetOwnCoverage", signed_in(registry)).office == office
    registry.hear(
        OfficeSucceeded(office=office, successor=successor, division=HOME, ended=True, succeeded_date="2026-06-15"),
        office,
    )
    for rpc in OWN:
        told = refused(partial(registry.call, rpc, signed_in(registry)))
        assert (told.reason, told.metadata["successor"]) == ("OFFICE_ABSORBED", successor)
    assert refused(lambda: link(registry, office, "office-3")).reason == "OFFICE_ABSORBED"
    assert registry.call("GetOwnCoverage", signed_in(registry, "office-2")).office == successor
    link(registry, successor)
    assert registry.call("GetOwnCoverage", signed_in(registry)).office == successor


def test_an_offices_clerk_reaches_no_list_of_the_county_and_no_member(registry: Registry, office: str) -> None:
    link(registry, office)
    for rpc in ("ListMembers", "ListDeliberations", "ListCharterChecks", "ListPartyMeetings", "ListOfficeAccounts"):
        shut = refused(partial(registry.call, rpc, signed_in(registry)))
        assert shut.code == grpc.StatusCode.PERMISSION_DENIED


def test_another_county_sees_and_ends_no_account(registry: Registry, office: str) -> None:
    made = link(registry, office)
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    hidden = refused(lambda: registry.call("EndOfficeAccount", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListOfficeAccounts", neighbour).office_accounts == []
