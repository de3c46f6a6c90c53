"""Check when something happened (P-06). It must not know a number of days: packs do."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Entry, Happening, enter
from chassis.tx import Tx


def enter_happening(
    tx: Tx, happening: Happening, *, division: str, not_before: dt.date | None, field: str = "happened_date"
) -> Entry:
    """Check when something happened against today and the entry limit of the division (P-06)."""
    limit = tx.policy("sv.entry_days", division=division, on=tx.today).limit
    return enter(happening, today=tx.today, not_before=not_before, limit=limit, calendar=tx.calendar, field=field)
