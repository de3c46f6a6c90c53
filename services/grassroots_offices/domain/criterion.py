"""What is measured of an office, and how it stands in it. It must not measure."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Criterion(enum.Enum):
    """What is measured, with the rule that asks for it."""

    PRACTITIONERS = "GO-02"
    PARTNERS = "GO-02 partners"
    INSTITUTION_CERTIFICATE = "GO-02 certificate"
    FLOOR_AREA = "GO-06"
    ROOMS = "GO-06 rooms"
    DESKS = "GO-06 desks"
    EQUIPMENT = "GO-06 equipment"
    STAFF = "GO-07"
    DEGREES = "GO-07 degrees"

    @property
    def rule_id(self) -> str:
        """The rule of the rulebook."""
        return self.value.partition(" ")[0]


# A breach of the legal minimum starts the time for its cure; standards of the city do not touch the licence (GO-10).
OF_LICENCE = frozenset({Criterion.PRACTITIONERS, Criterion.PARTNERS, Criterion.INSTITUTION_CERTIFICATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an office stands in one criterion; `target` 0 without one."""

    criterion: Criterion
    rule_id: str
    citation: str
    met: bool
    measured: int
    threshold: int
    target: int
    of_licence: bool
