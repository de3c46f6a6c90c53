"""When something happened and when it was entered, by the division's time for entries (P-06).

It must not refuse what is late.
"""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Entry, Happening, enter
from chassis.tx import Tx


def enter_happening(
    tx: Tx, happening: Happening, *, division: str, not_before: dt.date | None = None, field: str = "happened_date"
) -> Entry:
    """The checked happening (P-06). Raises InvalidFields, ENTRY_REASON_MISSING."""
    limit = tx.policy("pb.entry_days", division=division, on=tx.today).limit
    return enter(happening, today=tx.today, not_before=not_before, limit=limit, calendar=tx.calendar, field=field)
