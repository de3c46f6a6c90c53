"""What party_building told of the 3% of a month: owed and booked (XF-09, PB-23). It must not reckon an amount."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAllocation:
    """The newest word on an office's month, in fen; `position` is that of the fact in the teller's log."""

    office: str
    period: str
    report_version: int
    base_fen: int
    due_fen: int
    booked_fen: int
    position: int
