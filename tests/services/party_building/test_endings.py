"""Branches below three formal members are proposed for merging or dissolving, and nobody is sent where no place is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.party_building.v1 import coverage_service_pb2 as pb

from services.party_building.domain.composition import CompositionLimits
from services.party_building.domain.ending import EndingKind, OwnBranch, ProposedEnding, propose_endings
from services.party_building.domain.grouping import GroupUnit, OpenBranch, propose_groups
from tests.doors import HOME
from tests.services.party_building.registry import FORMAL, Registry, new_name

LIMITS = CompositionLimits(least_formal=3, most_units=5, most_members=50)
MERGE, DISSOLVE = EndingKind.MERGE, EndingKind.DISSOLVE
_COUNTS = st.tuples(st.integers(0, 3), st.integers(0, 20))
_JOINT = st.lists(st.tuples(st.integers(2, 5), st.integers(0, 20), st.integers(0, 20)), max_size=5)


def own_branch(place: int, formal: int, probationary: int) -> OwnBranch:
    return OwnBranch(
        organisation=f"own/{place}", unit=f"offices/{place}", formal_count=formal, probationary_count=probationary
    )


def joint_branch(place: int, units: int, formal: int, probationary: int = 0, address: str = "") -> OpenBranch:
    return OpenBranch(
        organisation=f"joint/{place}", unit_count=units, formal_count=formal, probationary_count=probationary,
        addresses=(address,),
    )  # fmt: skip


def proposed(own: list[OwnBranch], joint: list[OpenBranch]) -> tuple[ProposedEnding, ...]:
    """The groups are those of the offices whose own branches are too small, as coverage has them."""
    waiting = [
        GroupUnit(unit=one.unit, formal_count=one.formal_count, probationary_count=one.probationary_count)
        for one in own
        if one.formal_count < LIMITS.least_formal and one.formal_count + one.probationary_count
    ]
    return propose_endings(own, joint, propose_groups(waiting, joint, LIMITS), LIMITS)


@pytest.mark.rule("PB-01", "PB-05")
@given(own=st.lists(_COUNTS, max_size=6), joint=_JOINT)
def test_what_is_merged_fits_whatever_else_is_proposed(
    own: list[tuple[int, int]], joint: list[tuple[int, int, int]]
) -> None:
    singles = [own_branch(place, *counts) for place, counts in enumerate(own)]
    several = [joint_branch(place, *counts) for place, counts in enumerate(joint)]
    endings = {one.organisation: one for one in proposed(singles, several)}
    every: list[OwnBranch | OpenBranch] = [*singles, *several]
    assert all(one.formal_count < 3 for one in every if one.organisation in endings)
    formal = {one.organisation: one.formal_count for one in every}
    size = {one.organisation: one.formal_count + one.probationary_count for one in every}
    units = {one.organisation: 1 for one in singles} | {one.organisation: one.unit_count for one in several}
    for name, ending in endings.items():
        if ending.kind is MERGE:
            assert ending.into not in endings
            units[ending.into] += units[name]
            formal[ending.into] += formal[name]
            size[ending.into] += size[name]
    for home in {one.into for one in endings.values() if one.kind is MERGE}:
        assert (formal[home] >= 3, units[home] <= 5, size[home] <= 50) == (True, True, True)


@pytest.mark.rule("PB-01", "PB-05")
@pytest.mark.parametrize(
    ("own", "joint", "endings"),
    [
        ([own_branch(0, 3, 0)], [joint_branch(0, 2, 3)], []),
        ([own_branch(0, 0, 0)], [joint_branch(0, 2, 0)], [("own/0", DISSOLVE, ""), ("joint/0", DISSOLVE, "")]),
        ([own_branch(0, 2, 0)], [joint_branch(0, 4, 3)], [("own/0", MERGE, "joint/0")]),
        ([own_branch(0, 2, 0), own_branch(1, 1, 0)], [], [("own/0", DISSOLVE, ""), ("own/1", DISSOLVE, "")]),
        ([own_branch(0, 2, 0)], [joint_branch(0, 5, 3)], []),
        ([], [joint_branch(0, 2, 2), joint_branch(1, 3, 3)], [("joint/0", MERGE, "joint/1")]),
        ([], [joint_branch(0, 2, 2), joint_branch(1, 2, 1)], [("joint/1", MERGE, "joint/0")]),
        ([], [joint_branch(0, 2, 2), joint_branch(1, 4, 3)], []),
        ([], [joint_branch(0, 2, 2, address="河西乡"), joint_branch(1, 3, 3, address="桥头镇"),
              joint_branch(2, 3, 3, address="河西乡柳村")], [("joint/0", MERGE, "joint/2")]),
    ],
)  # fmt: skip
def test_what_becomes_of_branches_that_are_too_small(
    own: list[OwnBranch], joint: list[OpenBranch], endings: list[tuple[str, EndingKind, str]]
) -> None:
    found = proposed(own, joint)
    assert [(one.organisation, one.kind, one.into) for one in found] == endings
    assert all("PB-0" in one.reason for one in found)


@pytest.mark.rule("PB-01", "PB-02", "PB-05")
def test_a_branch_that_lost_a_member_is_proposed_for_its_end_beside_the_group_of_its_office(registry: Registry) -> None:
    offices = [new_name("offices") for _ in range(2)]
    members = registry.staff(offices[0], FORMAL, FORMAL, FORMAL)
    branch = registry.branch_of(offices[0], members)
    registry.staff(offices[1], FORMAL)
    assert not registry.call("ProposeGroups", division=HOME).endings
    registry.call("EndMembership", registry.superior, name=members[2].name, document_number="除名1号")
    found = registry.call("ProposeGroups", division=HOME)
    assert [[one.unit for one in group.units] for group in found.groups] == [offices]
    (ending,) = found.endings
    assert (ending.organisation, ending.kind, ending.into) == (branch.name, pb.ENDING_KIND_DISSOLVE, "")
    assert "待其成立" in ending.reason
