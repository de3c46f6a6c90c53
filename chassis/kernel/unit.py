"""The fact that a supervised unit was entered, changed or closed (SV-72). It must not know a register."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass


class UnitKind(enum.Enum):
    """What kind of unit."""

    LAW_FIRM = enum.auto()
    OFFICE = enum.auto()
    INSTITUTION = enum.auto()
    JUDICIAL_OFFICE = enum.auto()
    MEDIATION_CENTRE = enum.auto()
    MEDIATION_ORGANISATION = enum.auto()
    SOCIAL_ORGANISATION = enum.auto()
    NOTARY_OFFICE = enum.auto()


class UnitState(enum.Enum):
    """Where a unit stands."""

    ACTIVE = enum.auto()
    CLOSED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChanged:
    """How the unit stands from the day on; `title` is the official name of the body, never a person's."""

    unit: str
    kind: UnitKind
    title: str
    division: str
    state: UnitState
    changed_date: dt.date
