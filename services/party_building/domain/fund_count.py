"""What the funds of a division come to in a year. It must not count."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FundCount:
    """The funds of one division; amounts in fen."""

    division: str
    office_count: int
    base_fen: int
    allocated_fen: int
    booked_fen: int
    unbooked_fen: int
    overdue_count: int
    spent_fen: int
