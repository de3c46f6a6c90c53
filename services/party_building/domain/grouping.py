"""How offices that must join a joint branch might be grouped (PB-02, PB-05). It must not decide: people do.

Offices of one division are near each other, those of one township nearer; that every office is in a group comes before
that the groups are near. The largest of a group leads it (以大带小).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.party_building.domain.composition import CompositionLimits
from services.party_building.domain.nearness import nearness, parts_of, shared_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupUnit:
    """An office that must join, with its members; `address` empty when it is not known."""

    unit: str
    formal_count: int
    probationary_count: int
    address: str = ""

    @property
    def size(self) -> int:
        """All its members."""
        return self.formal_count + self.probationary_count


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBranch:
    """A joint branch at work that has room."""

    organisation: str
    unit_count: int
    formal_count: int
    probationary_count: int
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedGroup:
    """A joint branch that might be formed, or one that might take more units."""

    units: tuple[GroupUnit, ...]
    formal_count: int
    existing_organisation: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """The groups, and whoever fits in none."""

    groups: tuple[ProposedGroup, ...]
    left_over: tuple[GroupUnit, ...]
    left_over_reason: str


def propose_groups(
    units: Iterable[GroupUnit], branches: Iterable[OpenBranch], limits: CompositionLimits
) -> Grouping:  # fmt: skip
    """Joint branches that satisfy PB-05: three formal members, five units and fifty members at most (PB-02).

    Branches with room take units first, the nearest and smallest units to the largest branch. What is left is grouped
    township by township, and what fits in none of these with others of the division; or without regard to townships
    where that leaves fewer over. Units that make every grouping fail are left over, those with the fewest formal
    members first.
    """
    waiting = sorted(units, key=_by_size)
    joined: list[ProposedGroup] = []
    for branch in sorted(branches, key=lambda one: (-one.formal_count, one.organisation)):
        taken = _taken_by(branch, waiting, limits)
        if taken:
            waiting = [one for one in waiting if one not in taken]
            joined.append(_joining(branch, taken))
    ways = _by_township(waiting, limits), _placed(waiting, limits)
    groups, left = min(ways, key=lambda way: len(way[1]))
    return _grouping([*joined, *map(_new, groups)], left)


def _by_size(unit: GroupUnit) -> tuple[int, int, str]:
    return -unit.formal_count, -unit.size, unit.unit


def _taken_by(branch: OpenBranch, waiting: list[GroupUnit], limits: CompositionLimits) -> list[GroupUnit]:
    room, members = limits.most_units - branch.unit_count, branch.formal_count + branch.probationary_count
    taken: list[GroupUnit] = []
    for unit in sorted(waiting, key=lambda one: (-_near_any(one, branch.addresses), one.size, one.unit)):
        if len(taken) < room and members + unit.size <= limits.most_members:
            taken.append(unit)
            members += unit.size
    enough = branch.formal_count + sum(one.formal_count for one in taken) >= limits.least_formal
    return taken if enough else []


def _near_any(unit: GroupUnit, addresses: Iterable[str]) -> int:
    return max((nearness(unit.address, one) for one in addresses), default=0)


def _by_township(
    units: list[GroupUnit], limits: CompositionLimits
) -> tuple[list[list[GroupUnit]], list[GroupUnit]]:  # fmt: skip
    """Groups within townships, then of what is left; who still is left joins the nearest group with room (PB-02)."""
    townships: dict[tuple[str, ...], list[GroupUnit]] = {}
    for unit in units:
        townships.setdefault(parts_of(unit.address)[:1], []).append(unit)
    groups, rest = list[list[GroupUnit]](), townships.pop((), [])
    for township in townships.values():
        made, left = _placed(township, limits)
        groups, rest = groups + made, rest + left
    made, left = _placed(sorted(rest, key=_by_size), limits)
    groups, over = groups + made, list[GroupUnit]()
    for unit in left:
        open_ones = [one for one in groups if _fits([*one, unit], limits)]
        home = max(open_ones, key=lambda one: _near_any(unit, [each.address for each in one]), default=over)
        home.append(unit)
    return groups, over


def _placed(
    units: list[GroupUnit], limits: CompositionLimits
) -> tuple[list[list[GroupUnit]], list[GroupUnit]]:  # fmt: skip
    """Groups that hold as many of the units as can be, and the units left over."""
    waiting, left = list(units), list[GroupUnit]()
    while waiting:
        groups = _grouped(waiting, limits)
        if groups is not None:
            return groups, left
        left.append(waiting.pop())
    return [], left


def _grouped(units: list[GroupUnit], limits: CompositionLimits) -> list[list[GroupUnit]] | None:
    """The fewest groups in which every unit finds a place, the near ones together if that can be; None without any."""
    fewest = max(2 if len(units) > limits.most_units else 1, -(-len(units) // limits.most_units))
    most = min(len(units) // 2, sum(one.formal_count for one in units) // limits.least_formal)
    for count in range(fewest, most + 1):
        for near in (1, 0):
            groups = _filled(units, count, limits, near=near)
            if all(_fits(group, limits) for group in groups):
                return groups
    return None


def _filled(units: Sequence[GroupUnit], count: int, limits: CompositionLimits, *, near: int) -> list[list[GroupUnit]]:
    """So many groups: the largest units each begin one; the others go to the nearest, or to the one with the fewest.

    There is a place for every unit: `count` groups of the most units hold them all.
    """
    groups: list[list[GroupUnit]] = [[] for _ in range(count)]
    for unit in units:
        open_ones = [one for one in groups if len(one) < limits.most_units]

        def wanted(group: list[GroupUnit], unit: GroupUnit = unit) -> tuple[int, int, int, int]:
            close = near * _near_any(unit, [each.address for each in group])
            return min(len(group), 1), -close, sum(each.formal_count for each in group), len(group)

        min(open_ones, key=wanted).append(unit)
    return groups


def _fits(group: list[GroupUnit], limits: CompositionLimits) -> bool:
    formal, size = sum(one.formal_count for one in group), sum(one.size for one in group)
    many = 2 <= len(group) <= limits.most_units
    return many and formal >= limits.least_formal and size <= limits.most_members


def _new(group: list[GroupUnit]) -> ProposedGroup:
    formal = sum(one.formal_count for one in group)
    place = "".join(shared_parts([one.address for one in group])) or "同一行政区划"
    reason = f"{place}内 {len(group)} 个单位，正式党员共 {formal} 名（PB-05）；由党员较多的单位牵头（PB-02）"
    return ProposedGroup(units=tuple(group), formal_count=formal, existing_organisation="", reason=reason)


def _joining(branch: OpenBranch, taken: list[GroupUnit]) -> ProposedGroup:
    formal = branch.formal_count + sum(one.formal_count for one in taken)
    reason = f"已有联合支部覆盖 {branch.unit_count} 个单位，可再吸收 {len(taken)} 个（PB-05），不必另设（PB-02）"
    return ProposedGroup(
        units=tuple(taken), formal_count=formal, existing_organisation=branch.organisation, reason=reason
    )


def _grouping(groups: list[ProposedGroup], left: list[GroupUnit]) -> Grouping:
    reason = "正式党员不足以再组成一个三名以上正式党员的联合支部（PB-05），可以联合司法所或者相邻区县"
    return Grouping(groups=tuple(groups), left_over=tuple(left), left_over_reason=reason if left else "")
