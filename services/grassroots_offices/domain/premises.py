"""Rooms of an office, and which were approved from when on (GO-06, GO-08). It must not judge them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass


class AreaType(enum.Enum):
    """What kind of place an office stands in: a move from the country to the town is looked at (GO-09)."""

    TOWNSHIP = enum.auto()
    STREET = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """Rooms and equipment (GO-06)."""

    address: str
    area_type: AreaType
    floor_area_m2: int
    reception_area: bool
    office_area: bool
    mediation_area: bool
    archive_room: bool
    desks: int
    computers: int
    printers: int
    cabinets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PremisesSpan:
    """Premises approved from the day on, until others are; without application when licensed before (P-07)."""

    from_date: dt.date
    premises: Premises
    licence_application: str


def approved_on(history: Sequence[PremisesSpan], day: dt.date) -> Premises:
    """What was approved for the day (GO-08), whatever was approved since. ValueError before the first approval."""
    found = [one.premises for one in history if one.from_date <= day]
    if not found:
        raise ValueError("an office has premises from the day of its licence on")
    return found[-1]


def is_same_address(one: str, other: str) -> bool:
    """Whether two spellings name one address: spaces do not count."""
    return "".join(one.split()) == "".join(other.split())
