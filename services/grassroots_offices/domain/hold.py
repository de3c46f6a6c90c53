"""What supervision tells of holds of practice (K2, XF-12, XF-13). It must not call a hold a penalty."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldStarted:
    """A signed hold began on the day."""

    hold: str
    subject: str
    on: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHold:
    """A hold of an office; `lifted_date` None while it runs (SV-33)."""

    hold: str
    from_date: dt.date
    document_number: str
    lifted_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLifted:
    """A hold was lifted; its subject practises again from the day on."""

    hold: str
    subject: str
    on: dt.date
    document_number: str = ""
