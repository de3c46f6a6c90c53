"""What handlers do with deadlines: start, pause, resume, finish, cancel and look at them.

It must not know which limit a rule sets, nor decide when a period ends: the kernel does.

NOTE: handlers lock the subject's own row first. A change of state is told as `DeadlineChanged` about the subject, so
every service that keeps deadlines lists that event in its manifest.
"""

from __future__ import annotations

import datetime as dt

from chassis.alarms import open_alarm
from chassis.clock import SHANGHAI
from chassis.deadline_rows import (
    deadlines_of,
    find_deadlines,
    insert_deadline,
    load_deadline,
    load_deadline_named,
    lock_deadlines,
    update_deadline,
)
from chassis.kernel import deadline_moves as moves
from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.deadline import MOVES, Deadline, DeadlineState
from chassis.kernel.errors import RuleViolated
from chassis.tx import Tx

__all__ = [
    "cancel_deadline", "cancel_deadlines", "deadlines_of", "find_deadlines", "finish_deadline", "load_deadline",
    "load_deadline_named", "pause_deadline", "resume_deadline", "start_deadline",
]  # fmt: skip
CALENDAR_MISSING = "CALENDAR_MISSING"


def start_deadline(
    tx: Tx,
    *,
    subject: str,
    kind: str,
    rule_id: str,
    owner: str,
    division: str,
    limit: Limit,
    start: dt.date | dt.datetime,
) -> Deadline:
    """Start the clock of a duty; a missing calendar year makes it UNRESOLVED and raises an alarm, but refuses nobody.

    `start` is the civil date, or the instant when the limit is in hours (ValueError for a date then). Raises
    RuleViolated DEADLINE_EXISTS when the subject has, or had, a deadline of the kind: another round is another kind.
    """
    if load_deadline(tx.session, subject, kind) is not None:
        message = "该事项的这一期限已经登记，不能重复起算。请刷新后核对期限清单。"
        raise RuleViolated("DEADLINE_EXISTS", message, rules=(rule_id,), kind=kind)
    on, at = _civil(start)
    begun = moves.begin(
        name=f"deadlines/{tx.new_id()}", subject=subject, kind=kind, rule_id=rule_id, owner=owner, division=division,
        limit=limit, start_date=on, start_time=at if limit.basis is Basis.HRS else None, calendar=tx.calendar,
    )  # fmt: skip
    insert_deadline(tx.session, begun)
    tell(tx, None, begun)
    return begun


def pause_deadline(tx: Tx, subject: str, kind: str, *, on: dt.date) -> Deadline | None:
    """Stop the clock; None when there is no such open deadline.

    A period that was over on the day cannot stand still any more: the deadline becomes MISSED, and the reply is None.
    """
    before = _open(tx, subject, kind)
    if before is None or before.state is DeadlineState.PAUSED:
        return None
    if moves.is_late(before, on, tx.now):
        _save(tx, before, moves.expire(before, today=on, now=tx.now))
        return None
    return _save(tx, before, moves.pause(before, on=on))


def resume_deadline(tx: Tx, subject: str, kind: str, *, on: dt.date) -> Deadline | None:
    """Let the clock run on; None when there is no such deadline or its clock does not stand still."""
    before = _open(tx, subject, kind)
    if before is None or before.state is not DeadlineState.PAUSED:
        return None
    return _save(tx, before, moves.resume(before, on=on, calendar=tx.calendar))


def finish_deadline(tx: Tx, subject: str, kind: str, *, on: dt.date | dt.datetime) -> Deadline | None:
    """Record that the duty was done on the day, or for hours at the instant; None when there is nothing left to do.

    A missed deadline can be finished once, so that the day of doing is known. Never refused for a missing year.
    """
    before = load_deadline(tx.session, subject, kind, lock=True)
    if before is None or "finish" not in MOVES[before.state] or before.done_date is not None:
        return None
    day, at = _civil(on)
    return _save(tx, before, moves.finish(before, on=day, at=at))


def cancel_deadlines(tx: Tx, subject: str) -> int:
    """Cancel every open deadline of the subject; returns how many those were."""
    cancelled = [item for item in lock_deadlines(tx.session, subject) if item.is_open]
    for item in cancelled:
        _save(tx, item, moves.cancel(item))
    return len(cancelled)


def cancel_deadline(tx: Tx, subject: str, kind: str) -> Deadline | None:
    """Cancel one duty that has fallen away; None when there is no such open deadline."""
    before = _open(tx, subject, kind)
    return None if before is None else _save(tx, before, moves.cancel(before))


def tell(tx: Tx, before: Deadline | None, after: Deadline) -> None:
    """Emit the change of state, if there is one, and raise the alarm when a year is missing."""
    fact = moves.change(before, after)
    if fact is not None:
        tx.emit(fact, subject=after.subject)
    if after.state is DeadlineState.UNRESOLVED and after.unresolved_year is not None:
        raise_missing_year(tx, after.unresolved_year)


def raise_missing_year(tx: Tx, year: int) -> bool:
    """Alarm that the year's table is missing; False when the alarm is up already."""
    detail = f"no table of working days for {year}: run `sifa calendar import` with the State Council's notice"
    return open_alarm(tx.session, kind=CALENDAR_MISSING, subject=str(year), detail=detail, now=tx.now)


def _open(tx: Tx, subject: str, kind: str) -> Deadline | None:
    found = load_deadline(tx.session, subject, kind, lock=True)
    return found if found is not None and found.is_open else None


def _save(tx: Tx, before: Deadline, after: Deadline) -> Deadline:
    update_deadline(tx.session, after)
    tell(tx, before, after)
    return after


def _civil(moment: dt.date | dt.datetime) -> tuple[dt.date, dt.datetime | None]:
    """The civil date, and the instant in the zone of that date when one was given."""
    if isinstance(moment, dt.datetime):
        local = moment.astimezone(SHANGHAI)
        return local.date(), local
    return moment, None
