"""Who checks whom in a mutual check: groups, and a rotation by one in each (SV-54, SV-55, TV-S14).

It must not draw by chance of its own: the same units and the same seed give the same groups.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated

SMALLEST = 3  # In a group of two each would check the other.


@dataclass(frozen=True, slots=True, kw_only=True)
class MutualCheck:
    """One checks the other; groups count from 1."""

    group: int
    checking_unit: str
    unit: str


def mutual_checks(units: Sequence[str], *, groups: int, seed: str) -> list[MutualCheck]:
    """Groups whose sizes differ by one at most, larger ones first; inside each the next is checked (SV-55).

    Units stand in the order of SHA-256 over seed and name, so that whoever has the seed gets the same.
    Nobody checks itself, nobody is checked by whom it checks. Raises TOO_FEW_FOR_GROUPS.
    """
    if len(units) < groups * SMALLEST:
        message = f"互查每组不少于{SMALLEST}个单位，否则会出现互相对查（SV-55）。请减少组数。"
        raise RuleViolated("TOO_FEW_FOR_GROUPS", message, rules=("SV-55",))
    order = sorted(units, key=lambda unit: hashlib.sha256(f"{seed}\n{unit}".encode()).digest())
    size, larger = divmod(len(order), groups)
    found, start = [], 0
    for group in range(1, groups + 1):
        members = order[start : start + size + (group <= larger)]
        start += len(members)
        turned = [*members[1:], members[0]]
        found += [
            MutualCheck(group=group, checking_unit=one, unit=other) for one, other in zip(members, turned, strict=True)
        ]
    return found
