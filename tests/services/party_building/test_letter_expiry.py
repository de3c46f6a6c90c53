"""A member whose letter of introduction expired is on his way no more (PB-06, PB-15)."""

from __future__ import annotations

import pytest
from sifa.party_building.v1 import member_pb2
from sifa.party_building.v1 import relation_transfer_pb2 as pb

from services.party_building.handlers.letter_expiry import follow_expired_letters
from tests.servers.profiles import Profile
from tests.services.party_building.registry import FORMAL, Registry, new_name, on_day


def sent(registry: Registry, member: str, to: str) -> str:
    """The member's transfer, by a letter that is valid until 15 July."""
    asked = pb.RelationTransfer(member=member, document_number="转接申请1号", to_organisation=to)
    name: str = registry.call("CreateRelationTransfer", relation_transfer=asked).name
    registry.call("StartRelationTransfer", name=name, letter_number="介绍信1号", valid_until="2026-07-15")
    return name


def follow(registry: Registry) -> int:
    """The job runs."""
    service = registry.door.service
    with service.database.write() as session:
        return follow_expired_letters(service.open_tx(session, principal=service.principal, cause="job"))


@pytest.mark.rule("PB-06", "PB-15")
def test_a_member_whose_letter_expired_is_on_his_way_no_more(registry: Registry, profile: Profile) -> None:
    old, new = new_name("offices"), new_name("offices")
    members = registry.staff(old, FORMAL, FORMAL, FORMAL)
    first, member = registry.branch_of(old, members), members[2]
    second = registry.branch_of(new, registry.staff(new, FORMAL, FORMAL, FORMAL))
    transfer = sent(registry, member.name, second.name)
    assert (registry.coverage(old).attached_formal_count, registry.coverage(new).attached_formal_count) == (2, 4)
    with on_day(registry, profile, "2026-07-15") as last:
        assert follow(last) == 0
    with on_day(registry, profile, "2026-07-16") as later:
        assert (follow(later), follow(later)) == (1, 0)
        back = later.call("GetMember", name=member.name)
        assert (back.organisation, back.relation_state) == (first.name, member_pb2.RELATION_STATE_ATTACHED)
        assert (later.coverage(old).attached_formal_count, later.coverage(new).attached_formal_count) == (3, 3)
        later.call("ReissueLetter", name=transfer, letter_number="介绍信2号", reissue_reason="本人住院未及时递交")
        again = later.call("GetMember", name=member.name)
        assert (again.organisation, again.relation_state) == (second.name, member_pb2.RELATION_STATE_IN_TRANSIT)


@pytest.mark.rule("PB-15")
def test_a_letter_handed_in_on_its_last_day_brings_the_member_there_when_it_is_entered_late(
    registry: Registry, profile: Profile
) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    target = registry.propose().name
    transfer = sent(registry, member.name, target)
    with on_day(registry, profile, "2026-07-16") as later:
        assert follow(later) == 1
        assert later.call("GetMember", name=member.name).relation_state == member_pb2.RELATION_STATE_ELSEWHERE
        later.call("ReceiveRelationTransfer", name=transfer, document_number="回执1号", happened_date="2026-07-15")
        there = later.call("GetMember", name=member.name)
    assert (there.organisation, there.relation_state) == (target, member_pb2.RELATION_STATE_ATTACHED)


@pytest.mark.rule("PB-06")
def test_whoever_came_from_a_dissolved_organisation_is_nowhere_when_his_letter_expires(
    registry: Registry, profile: Profile
) -> None:
    offices = [new_name("offices"), new_name("offices")]
    members = registry.staff(offices[0], FORMAL, FORMAL, FORMAL)
    first = registry.branch_of(offices[0], members).name
    second = registry.branch_of(offices[1], registry.staff(offices[1], FORMAL, FORMAL, FORMAL)).name
    for member in members[1:]:
        registry.bring(member.name, second)
    sent(registry, members[0].name, second)
    registry.change("DissolvePartyOrganisation", first)
    with on_day(registry, profile, "2026-07-16") as later:
        assert follow(later) == 1
        back = later.call("GetMember", name=members[0].name)
    assert (back.organisation, back.relation_state) == ("", member_pb2.RELATION_STATE_ELSEWHERE)
