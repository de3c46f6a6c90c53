"""Proposed joint branches satisfy PB-05 whatever the offices are; coverage follows from the facts alone (PB-06)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, fields

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.party_building.v1 import coverage_pb2

from services.party_building.domain.composition import CompositionLimits
from services.party_building.domain.grouping import GroupUnit, OpenBranch, propose_groups
from services.party_building.domain.nearness import parts_of
from services.party_building.handlers.coverage import finding_of
from services.party_building.persistence.coverage import load_coverage
from tests.doors import HOME
from tests.services.party_building.registry import ACTIVIST, FORMAL, PROBATIONARY, Registry, new_name

LIMITS = CompositionLimits(least_formal=3, most_units=5, most_members=50)
BRIDGE, RIVER = "玄武县桥头镇", "河西乡"
_ADDRESSES = st.sampled_from(
    ["", f"{BRIDGE}人民路1号", f"{BRIDGE}人民路9号", "桥头镇建设路2号", "河西乡柳树村", "河西乡"]
)
_UNITS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 30), _ADDRESSES).filter(lambda one: any(one[:2])), max_size=16
)
_BRANCHES = st.lists(st.tuples(st.integers(2, 5), st.integers(3, 40), st.integers(0, 10), _ADDRESSES), max_size=3)


def units_of(counts: Sequence[tuple[int, int, str]]) -> list[GroupUnit]:
    return [
        GroupUnit(unit=f"offices/{place:02d}", formal_count=formal, probationary_count=probationary, address=address)
        for place, (formal, probationary, address) in enumerate(counts)
    ]


@pytest.mark.rule("PB-02", "PB-05")
@given(counts=_UNITS, open_branches=_BRANCHES)
def test_no_proposed_group_needs_an_exception(
    counts: list[tuple[int, int, str]], open_branches: list[tuple[int, int, int, str]]
) -> None:
    units = units_of(counts)
    branches = [
        OpenBranch(
            organisation=f"partyOrganisations/{place}",
            unit_count=many,
            formal_count=formal,
            probationary_count=p,
            addresses=(address,),
        )
        for place, (many, formal, p, address) in enumerate(open_branches)
    ]
    found = propose_groups(units, branches, LIMITS)
    by_name = {one.organisation: one for one in branches}
    for group in found.groups:
        before = by_name.get(group.existing_organisation)
        size = sum(one.size for one in group.units)
        many = len(group.units)
        if before is not None:
            many, size = many + before.unit_count, size + before.formal_count + before.probationary_count
        assert 2 <= many <= 5
        assert group.formal_count >= 3
        assert size <= 50
    placed = [one for group in found.groups for one in group.units]
    assert sorted([*placed, *found.left_over], key=lambda one: one.unit) == units


@pytest.mark.rule("PB-02")
@pytest.mark.parametrize(
    ("counts", "groups", "left"),
    [
        ([(2, 0), (1, 0)], [["00", "01"]], []),
        ([(1, 0), (1, 0)], [], ["00", "01"]),
        ([(2, 0), (2, 0), (1, 0), (1, 0), (0, 1), (0, 1)], [["00", "02", "04"], ["01", "03", "05"]], []),
        ([(1, 0)] * 3 + [(0, 1)] * 3, [["00", "01", "02", "03", "04"]], ["05"]),
    ],
)
def test_the_large_lead_the_small(counts: list[tuple[int, int]], groups: list[list[str]], left: list[str]) -> None:
    found = propose_groups(units_of([(*one, "") for one in counts]), [], LIMITS)
    assert [[one.unit[-2:] for one in group.units] for group in found.groups] == groups
    assert sorted(one.unit[-2:] for one in found.left_over) == left
    assert bool(found.left_over_reason) == bool(left)


@pytest.mark.rule("PB-02")
@pytest.mark.parametrize(
    ("units", "groups", "reasons"),
    [
        # Two townships with three formal members each are two groups, whatever their sizes are.
        ([(2, BRIDGE), (2, RIVER), (1, RIVER), (1, "桥头镇人民路3号")], [["00", "03"], ["01", "02"]],
         ["桥头镇内 2 个", "河西乡内 2 个"]),
        # A township with too few takes part in a group of the division.
        ([(2, BRIDGE), (1, BRIDGE), (1, RIVER)], [["00", "01", "02"]], ["同一行政区划内 3 个"]),
        # Nobody is left over for the sake of nearness: the townships alone would hold four of six.
        ([(2, BRIDGE), (1, BRIDGE), (1, BRIDGE), (1, RIVER), (0, RIVER), (1, "")],
         [["00", "03", "04"], ["01", "02", "05"]], ["同一行政区划内 3 个", "同一行政区划内 3 个"]),
        # In one township the same road comes before another one.
        ([(2, "桥头镇甲路1号"), (2, "桥头镇乙路1号"), (1, "桥头镇乙路2号"), (1, "桥头镇甲路2号"),
          (0, "桥头镇甲路3号"), (0, "桥头镇乙路3号")], [["00", "03", "04"], ["01", "02", "05"]],
         ["桥头镇甲路内 3 个", "桥头镇乙路内 3 个"]),
    ],
)  # fmt: skip
def test_near_offices_are_grouped_before_far_ones_and_it_is_said_why(
    units: list[tuple[int, str]], groups: list[list[str]], reasons: list[str]
) -> None:
    found = propose_groups(units_of([(formal, 1 - min(formal, 1), at) for formal, at in units]), [], LIMITS)
    assert [[one.unit[-2:] for one in group.units] for group in found.groups] == groups
    assert [group.reason[: len(said)] for group, said in zip(found.groups, reasons, strict=True)] == reasons
    assert found.left_over == ()


@pytest.mark.rule("PB-02")
def test_a_joint_branch_with_room_takes_the_nearest_first() -> None:
    near = OpenBranch(organisation="partyOrganisations/0", unit_count=4, formal_count=3, probationary_count=0,
                      addresses=("河西乡柳树村1组",))  # fmt: skip
    found = propose_groups(units_of([(1, 0, BRIDGE), (2, 5, "河西乡")]), [near], LIMITS)
    assert [[one.unit[-2:] for one in group.units] for group in found.groups] == [["01"]]


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("安徽省池州市贵池区秋浦街道长江路12号", ("秋浦街道", "长江路", "12号")),
        ("贵池区 秋浦街道", ("秋浦街道",)),
        ("桥头镇人民路阳光小区3号", ("桥头镇", "人民路", "阳光小区3号")),
        ("市中区中山大道", ("中山大道",)),
        ("河西乡柳树村2组", ("河西乡", "柳树村", "2组")),
        ("登记地址", ("登记地址",)),
        ("", ()),
    ],
)
def test_an_address_has_parts_below_the_county(address: str, parts: tuple[str, ...]) -> None:
    assert parts_of(address) == parts


@pytest.mark.rule("PB-02")
def test_what_grassroots_offices_tells_of_places_decides_who_is_near(registry: Registry) -> None:
    offices = [new_name("offices") for _ in range(4)]
    for office, formal in zip(offices, (2, 2, 1, 1), strict=True):
        registry.staff(office, *[FORMAL] * formal)
    for office, address in zip(offices, (RIVER, BRIDGE, BRIDGE, BRIDGE), strict=True):
        registry.place(office, f"{address}人民路1号")
    registry.place(offices[3], f"{RIVER}人民路2号")
    found = registry.call("ProposeGroups", division=HOME)
    assert [[one.unit for one in group.units] for group in found.groups] == [
        [offices[0], offices[3]], [offices[1], offices[2]],
    ]  # fmt: skip
    assert found.groups[0].units[1].address == f"{RIVER}人民路2号"


@pytest.mark.rule("PB-02", "PB-05")
def test_groups_are_proposed_for_the_offices_of_a_division(registry: Registry) -> None:
    offices = [new_name("offices") for _ in range(4)]
    for office, formal in zip(offices, (2, 1, 3, 0), strict=True):
        registry.staff(office, *[FORMAL] * formal)
    found = registry.call("ProposeGroups", division="990102")
    assert [[one.unit for one in group.units] for group in found.groups] == [offices[:2]]
    assert "PB-05" in found.groups[0].reason


def at_random(registry: Registry, dice: random.Random, offices: list[str]) -> None:
    """A clerk of no plan: people come, go, belong here and there, are elected or end; what is refused is not done."""
    standings = [FORMAL, FORMAL, FORMAL, PROBATIONARY, ACTIVIST]
    members = [one for office in offices for one in registry.staff(office, *dice.choices(standings, k=5))]
    branches = [registry.propose(offices[0]), registry.propose(*offices[1:])]
    at = {member.name: member.unit for member in members}
    for branch in branches:
        with suppress(grpc.RpcError):
            registry.approve(branch.name)
    for _ in range(60):
        member, branch = dice.choice(members), dice.choice(branches)
        step = dice.randrange(12)
        with suppress(grpc.RpcError):
            if step == 0:
                target = dice.choice(["", *offices])
                registry.practise(member.practitioner, target, left=at[member.name], day="2026-06-15")
                at[member.name] = target
            elif step == 1:
                registry.call("EndMembership", registry.superior, name=member.name, document_number="除名1号")
            elif step < 6:
                registry.elect(branches[at[member.name] != offices[0]].name, member.name)
            else:
                home = branches[at[member.name] != offices[0]]
                registry.bring(member.name, dice.choice([home, home, home, branch]).name)


@pytest.mark.rule("PB-01", "PB-02", "PB-03", "PB-06")
@pytest.mark.parametrize("seed", range(6))
def test_after_any_events_the_coverage_is_what_the_facts_alone_give(registry: Registry, seed: int) -> None:
    offices = [new_name("offices") for _ in range(3)]
    at_random(registry, random.Random(seed), offices)
    service = registry.door.service
    with service.database.read() as session:
        tx = service.open_tx(session, principal=service.principal, cause="check")
        for office in offices:
            kept = load_coverage(session, office)
            assert kept is not None
            anew = finding_of(tx, office, kept.division)
            assert {field.name: getattr(kept, field.name) for field in fields(anew)} == asdict(anew)


def test_the_random_clerk_reaches_every_form(registry: Registry) -> None:
    reached: set[int] = set()
    for seed in range(6):
        offices = [new_name("offices") for _ in range(3)]
        at_random(registry, random.Random(seed), offices)
        reached |= {registry.coverage(office).actual for office in offices}
    assert reached >= {coverage_pb2.COVERAGE_FORM_BRANCH, coverage_pb2.COVERAGE_FORM_JOINT, 0}
