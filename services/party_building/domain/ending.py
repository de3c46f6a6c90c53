"""Which branches have too few formal members to go on, and what might become of them (PB-01, PB-05).

It must not end one: the superior organisation does.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from services.party_building.domain.composition import CompositionLimits
from services.party_building.domain.grouping import Grouping, OpenBranch
from services.party_building.domain.nearness import nearness


class EndingKind(enum.Enum):
    """What might become of a branch."""

    MERGE = enum.auto()
    DISSOLVE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedEnding:
    """A branch that should be merged into another one, or dissolved; `into` empty for the latter."""

    organisation: str
    kind: EndingKind
    into: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBranch:
    """The branch of one office."""

    organisation: str
    unit: str
    formal_count: int
    probationary_count: int


def propose_endings(
    own: Iterable[OwnBranch], joint: Iterable[OpenBranch], grouping: Grouping, limits: CompositionLimits
) -> tuple[ProposedEnding, ...]:
    """Endings of branches below three formal members, beside the groups proposed for their units (PB-01, PB-05).

    Nobody is sent where there is no place: a branch with members, whom no group and no other branch takes, stays.
    """
    groups = {unit.unit: group for group in grouping.groups for unit in group.units}
    endings = []
    for branch in own:
        if branch.formal_count >= limits.least_formal:
            continue
        group = groups.get(branch.unit)
        if branch.formal_count + branch.probationary_count == 0:
            endings.append(_dissolve(branch.organisation, "支部已没有党员（PB-01），可以撤销，由指导员负责（PB-03）"))
        elif group is not None and group.existing_organisation:
            endings.append(_merge(branch.organisation, group.existing_organisation))
        elif group is not None:
            reason = "正式党员不足三名（PB-01），所在单位已列入拟组建的联合支部，待其成立、党员转入后撤销（PB-02）"
            endings.append(_dissolve(branch.organisation, reason))
    return (*endings, *_of_joint(joint, grouping, limits))


def _of_joint(
    joint: Iterable[OpenBranch], grouping: Grouping, limits: CompositionLimits
) -> list[ProposedEnding]:  # fmt: skip
    """The weakest first, each into the nearest joint branch that holds both; what a group completes goes on."""
    taken = {group.existing_organisation: group for group in grouping.groups if group.existing_organisation}
    there = {}
    for one in joint:
        group = taken.get(one.organisation)
        there[one.organisation] = one if group is None else replace(
            one, unit_count=one.unit_count + len(group.units), formal_count=group.formal_count,
            probationary_count=one.probationary_count + sum(unit.probationary_count for unit in group.units),
        )  # fmt: skip
    endings = []
    for name in sorted(there, key=lambda name: (there[name].formal_count, name)):
        # Whoever took another one in on the way goes on.
        if there[name].formal_count >= limits.least_formal:
            continue
        weak = there.pop(name)
        if weak.formal_count + weak.probationary_count == 0:
            endings.append(_dissolve(weak.organisation, "联合支部已没有党员（PB-05），可以撤销，由指导员负责（PB-03）"))
            continue
        homes = [one for one in there.values() if _hold(one, weak, limits)]
        home = max(homes, key=lambda one: _nearness(one, weak), default=None)
        if home is not None:
            there[home.organisation] = _with(home, weak)
            endings.append(_merge(weak.organisation, home.organisation))
    return endings


def _with(home: OpenBranch, weak: OpenBranch) -> OpenBranch:
    return replace(
        home, unit_count=home.unit_count + weak.unit_count, formal_count=home.formal_count + weak.formal_count,
        probationary_count=home.probationary_count + weak.probationary_count,
        addresses=(*home.addresses, *weak.addresses),
    )  # fmt: skip


def _hold(home: OpenBranch, weak: OpenBranch, limits: CompositionLimits) -> bool:
    both = _with(home, weak)
    return (
        both.formal_count >= limits.least_formal and both.unit_count <= limits.most_units
        and both.formal_count + both.probationary_count <= limits.most_members
    )  # fmt: skip


def _nearness(home: OpenBranch, weak: OpenBranch) -> int:
    return max((nearness(one, other) for one in home.addresses for other in weak.addresses), default=0)


def _merge(organisation: str, into: str) -> ProposedEnding:
    reason = "正式党员不足三名（PB-01、PB-05），可以并入有余额的联合支部（PB-02）"
    return ProposedEnding(organisation=organisation, kind=EndingKind.MERGE, into=into, reason=reason)


def _dissolve(organisation: str, reason: str) -> ProposedEnding:
    return ProposedEnding(organisation=organisation, kind=EndingKind.DISSOLVE, into="", reason=reason)
