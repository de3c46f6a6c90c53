"""What is measured of an office, and how it stands in it. It must not measure."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Criterion(enum.Enum):
    """What is measured."""

    PRACTITIONERS = enum.auto()
    PARTNERS = enum.auto()
    INSTITUTION_CERTIFICATE = enum.auto()
    FLOOR_AREA = enum.auto()
    ROOMS = enum.auto()
    DESKS = enum.auto()
    EQUIPMENT = enum.auto()
    STAFF = enum.auto()
    DEGREES = enum.auto()


_C = Criterion
# A breach of the legal minimum starts the time for its cure; standards of the city do not touch the licence (GO-10).
OF_LICENCE = frozenset({_C.PRACTITIONERS, _C.PARTNERS, _C.INSTITUTION_CERTIFICATE})
# The rule of the rulebook that asks for it.
RULES = {
    **dict.fromkeys(OF_LICENCE, "GO-02"),
    **dict.fromkeys((_C.FLOOR_AREA, _C.ROOMS, _C.DESKS, _C.EQUIPMENT), "GO-06"),
    **dict.fromkeys((_C.STAFF, _C.DEGREES), "GO-07"),
}


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
