"""One step of the whole-process record (P-02). It must not read a clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done, when it happened and when it was entered (P-02)."""

    action: str
    happened_date: dt.date
    enter_time: dt.datetime
    late: bool
    reason: str
    document_number: str
