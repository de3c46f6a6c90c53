"""Whether party relations have followed people to another office, as party_building told (PB-14). It must not judge."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSuccession:
    """The newest word on two offices; `position` is that of the fact in the teller's log."""

    office: str
    successor: str
    settled: bool
    due_date: dt.date | None
    position: int
