"""Start the time limits of this service. It must not know a number of days: policy packs do."""

from __future__ import annotations

import datetime as dt

from chassis.deadlines import start_deadline
from chassis.kernel.deadline import Deadline
from chassis.tx import Tx
from services.grassroots_offices.domain.time_limit import DeadlineKind


def start_limit(
    tx: Tx, kind: DeadlineKind, *, subject: str, owner: str, division: str, start: dt.date
) -> Deadline:  # fmt: skip
    """Start a clock under the limit in force in the division on the day it starts."""
    limit = tx.policy(kind.value.key, division=division, on=start).limit
    return start_deadline(
        tx, subject=subject, kind=kind.name, rule_id=kind.value.rule_id, owner=owner, division=division, limit=limit,
        start=start,
    )  # fmt: skip
