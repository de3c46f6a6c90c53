"""Start the legal time limits of legal aid. It must not know a number of days: policy packs do."""

from __future__ import annotations

import datetime as dt

from chassis import time_limits
from chassis.clock import civil_day
from chassis.kernel.calendar import Limit
from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening, enter
from chassis.tx import Tx
from services.legal_aid.domain.time_limit import DeadlineKind, counted


def start_limit(
    tx: Tx, kind: DeadlineKind, *, subject: str, owner: str, division: str, start: dt.date | dt.datetime
) -> Deadline:  # fmt: skip
    """Start a clock under the limit that is in force in the division on the day it starts."""
    limit = limit_of(tx, kind, division=division, on=civil_day(start))
    return time_limits.start_limit(
        tx, kind, subject=subject, owner=owner, division=division, start=start, limit=limit
    )  # fmt: skip


def limit_of(tx: Tx, kind: DeadlineKind, *, division: str, on: dt.date) -> Limit:
    """The limit in force, on the basis that the region counts by (K3)."""
    limit = tx.policy(kind.value.key, division=division, on=on).limit
    basis = tx.policy("la.day_basis", division=division, on=on)
    return counted(limit, switched=kind.value.by_day_basis, day_basis=basis.value)


def enter_happening(
    tx: Tx, happening: Happening, *, division: str, not_before: dt.date | None = None, field: str = "happened_date"
) -> Entry:
    """Check when something happened against today and the entry limit of the division (P-06, LA-72)."""
    limit = tx.policy("la.entry_days", division=division, on=tx.today).limit
    return enter(happening, today=tx.today, not_before=not_before, limit=limit, calendar=tx.calendar, field=field)
