"""What the clock does with the deadlines of every service: expire, resolve, warn of a year without a table.

It must not be the only guard of a deadline: whether something was done in time is judged by the day it was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from chassis.alarms import alarm_subjects, clear_alarm
from chassis.deadline_rows import past_due, resolvable, take_batch, update_deadline, waits_for
from chassis.deadlines import CALENDAR_MISSING, raise_missing_year, tell
from chassis.kernel.deadline import Deadline
from chassis.kernel.deadline_moves import expire, resolve
from chassis.tx import Tx

BATCH = 100
WARN_DAYS = 90


def watch_deadlines(tx: Tx) -> int:
    """RUNNING and past due → MISSED, at most a batch; the duty may still be done, but late."""
    overdue = take_batch(tx.session, past_due(tx.today, tx.now), BATCH)
    return _move(tx, overdue, "deadline.expire", lambda item: expire(item, today=tx.today, now=tx.now))


def resolve_deadlines(tx: Tx) -> int:
    """UNRESOLVED whose year is there now → what it is, at most a batch; then take away alarms that nothing keeps up."""
    waiting = take_batch(tx.session, resolvable(), BATCH)
    changed = _move(tx, waiting, "deadline.resolve", lambda item: resolve(item, tx.calendar))
    for subject in alarm_subjects(tx.session, CALENDAR_MISSING):
        if int(subject) not in _wanted_years(tx) and not waits_for(tx.session, int(subject)):
            clear_alarm(tx.session, kind=CALENDAR_MISSING, subject=subject)
    return changed


def warn_of_missing_year(tx: Tx) -> int:
    """Alarm from 90 days before a year begins without a table (D-08); returns how many alarms are new."""
    return sum(raise_missing_year(tx, year) for year in _wanted_years(tx))


def _wanted_years(tx: Tx) -> list[int]:
    """The years without a table among the one we live in and the one that begins soon."""
    soon = tx.today + dt.timedelta(days=WARN_DAYS)
    return [year for year in range(tx.today.year, soon.year + 1) if not tx.calendar.has(year)]


def _move(tx: Tx, found: list[Deadline], action: str, move: Callable[[Deadline], Deadline]) -> int:
    for before in found:
        after = move(before)
        update_deadline(tx.session, after)
        tell(tx, before, after)
        tx.note(action, after.name, rules=(after.rule_id,))
    return len(found)
