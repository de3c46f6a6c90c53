"""Start the time limits of this service, check when something happened. It must not know a number of days: packs do."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis import time_limits
from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening, enter
from chassis.tx import Tx
from services.grassroots_offices.domain.time_limit import DeadlineKind


def start_limit(
    tx: Tx, kind: DeadlineKind, *, subject: str, owner: str, division: str, start: dt.date
) -> Deadline:  # fmt: skip
    """Start a clock under the limit in force in the division on the day it starts, prolonged where the kind says so."""
    limit = tx.policy(kind.value.key, division=division, on=start).limit
    if kind.value.further:
        further = tx.policy(kind.value.further, division=division, on=start).limit
        limit = replace(limit, count=limit.count + further.count)
    return time_limits.start_limit(
        tx, kind, subject=subject, owner=owner, division=division, start=start, limit=limit
    )  # fmt: skip


def enter_happening(
    tx: Tx, happening: Happening, *, division: str, not_before: dt.date | None, field: str = "happened_date"
) -> Entry:
    """Check when something happened against today and the entry limit of the division (P-06)."""
    limit = tx.policy("go.entry_days", division=division, on=tx.today).limit
    return enter(happening, today=tx.today, not_before=not_before, limit=limit, calendar=tx.calendar, field=field)
