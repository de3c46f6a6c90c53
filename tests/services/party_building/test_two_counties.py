"""Members whose practice and relation lie in two counties: each county does its part (PB-06, PB-14, PB-15)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.party_building.v1 import member_pb2
from sifa.party_building.v1 import relation_transfer_pb2 as pb

from tests.doors import Identity, refused
from tests.services.party_building.registry import FORMAL, Registry, new_name

NEIGHBOUR = "990103"
LETTER, RECEIPT = {"letter_number": "介绍信1号"}, {"document_number": "回执1号"}


@pytest.fixture
def neighbour(registry: Registry) -> Identity:
    """The clerk of the next county."""
    return registry.door.person("party_clerk", subject="neighbour", divisions=(NEIGHBOUR,))


def ask(registry: Registry, who: Identity, member: str, to: str) -> pb.RelationTransfer:
    asked = pb.RelationTransfer(member=member, to_organisation=to, document_number="转接申请1号")
    made: pb.RelationTransfer = registry.call("CreateRelationTransfer", who, relation_transfer=asked)
    return made


def step(registry: Registry, rpc: str, who: Identity, name: str, **fields: Any) -> pb.RelationTransfer:
    done: pb.RelationTransfer = registry.call(rpc, who, name=name, **fields).relation_transfer
    return done


def branch_there(registry: Registry, neighbour: Identity, office: str) -> str:
    """A branch that the next county proposed."""
    asked = registry.propose(office, division=NEIGHBOUR, who=neighbour)
    return asked.name


@pytest.mark.rule("PB-06", "PB-14", "PB-15")
def test_the_old_county_writes_the_letter_and_the_new_one_confirms(registry: Registry, neighbour: Identity) -> None:
    office = new_name("offices")
    branch, there = registry.propose(office).name, branch_there(registry, neighbour, new_name("offices"))
    member = registry.practising_member(office, organisation=branch)
    asked = ask(registry, registry.clerk, member.name, there)
    assert (asked.division, asked.from_division, asked.to_division) == (member.division, member.division, NEIGHBOUR)
    assert [one.name for one in registry.call("ListRelationTransfers", neighbour).relation_transfers] == [asked.name]
    early = refused(lambda: step(registry, "StartRelationTransfer", neighbour, asked.name, **LETTER))
    assert (early.code, early.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "OTHER_SIDE")
    step(registry, "StartRelationTransfer", registry.clerk, asked.name, **LETTER)
    own = refused(lambda: step(registry, "ReceiveRelationTransfer", registry.clerk, asked.name, **RECEIPT))
    assert own.reason == "OTHER_SIDE"
    above = registry.door.person("party_secretary", subject="above", divisions=(NEIGHBOUR,))
    taken = refused(lambda: step(registry, "WithdrawRelationTransfer", above, asked.name, **RECEIPT))
    assert taken.reason == "OTHER_SIDE"
    step(registry, "ReceiveRelationTransfer", neighbour, asked.name, **RECEIPT)
    for clerk in (registry.clerk, neighbour):
        seen = registry.call("GetMember", clerk, name=member.name)
        assert (seen.organisation, seen.relation_state) == (there, member_pb2.RELATION_STATE_ATTACHED)


@pytest.mark.rule("PB-06", "PB-14", "E-45")
def test_a_member_who_practises_in_one_county_is_moved_by_the_counties_of_his_organisations(
    registry: Registry, neighbour: Identity
) -> None:
    """He practises in the next county, his relation is here, and goes there."""
    here, office = registry.propose(new_name("offices")).name, new_name("offices")
    practitioner = new_name("practitioners")
    registry.practise(practitioner, here_office := new_name("offices"))
    member = registry.enter_member(FORMAL, practitioner=practitioner, organisation=here)
    registry.practise(practitioner, office, left=here_office, division=NEIGHBOUR)
    assert registry.call("GetMember", neighbour, name=member.name).unit == office
    assert [one.name for one in registry.call("ListMembers", organisation=here).members] == [member.name]
    asked = ask(registry, neighbour, member.name, branch_there(registry, neighbour, office))
    assert (asked.division, asked.to_division) == (NEIGHBOUR, NEIGHBOUR)
    step(registry, "StartRelationTransfer", registry.clerk, asked.name, **LETTER)
    step(registry, "ReceiveRelationTransfer", neighbour, asked.name, **RECEIPT)
    assert refused(lambda: registry.call("GetMember", name=member.name)).code == grpc.StatusCode.NOT_FOUND


@pytest.mark.rule("PB-14")
def test_both_sides_of_a_place_outside_the_register_are_the_other_sides(
    registry: Registry, neighbour: Identity
) -> None:
    member = registry.practising_member(new_name("offices"))
    there = branch_there(registry, neighbour, new_name("offices"))
    came = ask(registry, registry.clerk, member.name, there)
    step(registry, "StartRelationTransfer", registry.clerk, came.name, **LETTER)
    step(registry, "ReceiveRelationTransfer", neighbour, came.name, **RECEIPT)
    asked = pb.RelationTransfer(member=member.name, to_elsewhere="示范街道党委", document_number="转接申请2号")
    left = registry.call("CreateRelationTransfer", neighbour, relation_transfer=asked)
    assert (left.from_division, left.to_division) == (NEIGHBOUR, NEIGHBOUR)
    assert refused(lambda: step(registry, "StartRelationTransfer", registry.clerk, left.name, **LETTER)).reason == (
        "OTHER_SIDE"
    )
    step(registry, "StartRelationTransfer", neighbour, left.name, **LETTER)
    step(registry, "ReceiveRelationTransfer", neighbour, left.name, **RECEIPT)
    assert registry.call("GetMember", name=member.name).relation_state == member_pb2.RELATION_STATE_ELSEWHERE


def test_a_third_county_sees_neither_the_transfer_nor_the_member(registry: Registry, neighbour: Identity) -> None:
    office = new_name("offices")
    member = registry.practising_member(office, organisation=registry.propose(office).name)
    asked = ask(registry, registry.clerk, member.name, branch_there(registry, neighbour, new_name("offices")))
    third = registry.door.person("party_clerk", subject="third", divisions=("990104",))
    for rpc, name in (("GetRelationTransfer", asked.name), ("GetMember", member.name)):
        assert refused(lambda rpc=rpc, name=name: registry.call(rpc, third, name=name)).code == (  # type: ignore[misc]
            grpc.StatusCode.NOT_FOUND
        )
    assert registry.call("ListRelationTransfers", third).relation_transfers == []
    assert registry.call("ListMembers", third).members == []
