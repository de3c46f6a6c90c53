"""An office's birth as party_building hears of it, and what it answers (XF-01, XF-02). It must not compute anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.party_building.domain.coverage import CoverageForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment:
    """An application to set an office up, with its founders."""

    application: str
    office: str
    division: str
    practitioners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensing:
    """An office was licensed."""

    office: str
    division: str
    licensed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPlanChecked:
    """The party plan of an establishment was looked at (XF-01)."""

    application: str
    office: str
    division: str
    required: CoverageForm
    checked_date: dt.date
