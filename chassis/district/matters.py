"""The rows of the list of matters. It must not know what the law makes of a matter."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from chassis.district.lists import read_list

UNTESTED = frozenset(
    {
        "HERO_PERSONALITY_RIGHTS",
        "GOOD_SAMARITAN_CLAIM",
        "COMPENSATION_AFTER_ACQUITTAL",
        "ABUSE_OR_DOMESTIC_VIOLENCE",
        "OUTSIDE_SCOPE",
    }
)
MIGRANT_MATTERS = frozenset({"LABOUR_PAY", "WORK_INJURY"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """How the cases of one matter look."""

    name: str
    share: int
    ages: tuple[int, int]
    litigation_percent: int
    opponent: str
    exemption: str = ""
    exempt_percent: int = 0
    household_opponent_percent: int = 0

    def takes(self, exemption: str) -> bool:
        """Whether the proved ground frees from the test in this matter; the migrant worker's in two alone (LA-28)."""
        return bool(exemption) and (exemption != "MIGRANT_WORKER" or self.name in MIGRANT_MATTERS)


@functools.cache
def read_matters() -> dict[str, MatterRow]:
    """The rows by name."""
    rows = read_list("cases")["matter"]
    return {row["name"]: MatterRow(**{**row, "ages": tuple(row["ages"])}) for row in rows}
