"""Start the time limits of a service under the policies in force. It must not know which limits there are."""

from __future__ import annotations

import datetime as dt

from chassis.clock import civil_day
from chassis.deadlines import start_deadline
from chassis.kernel.calendar import Limit
from chassis.kernel.deadline import Deadline
from chassis.kernel.time_limit import LimitKind
from chassis.tx import Tx


def start_limit(
    tx: Tx, kind: LimitKind, *, subject: str, owner: str, division: str, start: dt.date | dt.datetime,
    limit: Limit | None = None,
) -> Deadline:  # fmt: skip
    """Start a clock; without a `limit` the one in force in the division on the day it starts.

    Raises what `start_deadline` raises, and RuleViolated when no pack has the key.
    """
    return start_deadline(
        tx, subject=subject, kind=kind.name, rule_id=kind.value.rule_id, owner=owner, division=division, start=start,
        limit=limit or tx.policy(kind.value.key, division=division, on=civil_day(start)).limit,
    )  # fmt: skip
