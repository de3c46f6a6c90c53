"""What may happen to a deadline: it begins, stands still, runs on, is done, is missed, falls away, is resolved.

It must not ask the clock, and it must not guess: what needs a year without a table stays UNRESOLVED or is refused.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.calendar import Basis, CalendarNotLoaded, Limit, Pause, WorkCalendar, hours_after
from chassis.kernel.deadline import MOVES, Deadline, DeadlineChanged, DeadlineState
from chassis.kernel.errors import RuleViolated


def begin(
    *,
    name: str,
    subject: str,
    kind: str,
    rule_id: str,
    owner: str,
    division: str,
    limit: Limit,
    start_date: dt.date,
    start_time: dt.datetime | None = None,
    calendar: WorkCalendar,
) -> Deadline:
    """Start a clock; the start day is not counted (D-01). A missing table makes it UNRESOLVED and never refuses it.

    Hours need `start_time` in the zone of Asia/Shanghai (D-04); ValueError without it.
    """
    started = Deadline(
        name=name, subject=subject, kind=kind, rule_id=rule_id, owner=owner, division=division, limit=limit,
        start_date=start_date, start_time=None, pauses=(), due_date=None, due_time=None, unresolved_year=None,
        state=DeadlineState.RUNNING, done_date=None, done_time=None,
    )  # fmt: skip
    if limit.basis is not Basis.HRS:
        return _timed(started, calendar)
    if start_time is None:
        raise ValueError("hours run from an instant")
    due_time = hours_after(start_time, limit.count)
    return replace(started, start_time=start_time, due_date=due_time.date(), due_time=due_time)


def pause(deadline: Deadline, *, on: dt.date) -> Deadline:
    """Stop the clock, for example on the day a supplement notice is issued (LA-31).

    Raises RuleViolated for hours and when the period is over, CalendarNotLoaded when that cannot be told.
    """
    _allow(deadline, "pause", also=deadline.limit.basis is not Basis.HRS and _in_order(deadline, on))
    _allow(deadline, "pause", also=not is_late(deadline, on))
    stopped = (*deadline.pauses, Pause(from_date=on, to_date=None))
    return replace(deadline, state=DeadlineState.PAUSED, pauses=stopped, due_date=None, unresolved_year=None)


def resume(deadline: Deadline, *, on: dt.date, calendar: WorkCalendar) -> Deadline:
    """Let the clock run again with what was left, for example on the day the reply arrives (LA-31)."""
    _allow(deadline, "resume", also=_in_order(deadline, on))
    *before, last = deadline.pauses
    return _timed(replace(deadline, pauses=(*before, replace(last, to_date=on))), calendar)


def finish(deadline: Deadline, *, on: dt.date, at: dt.datetime | None = None) -> Deadline:
    """Record that the duty was done; hours need the instant too. Done on the last day is in time (D-12).

    A deadline that was missed before it was done stays MISSED; one that was done in time and entered late becomes MET
    (P-06). While UNRESOLVED it is MET when it surely is in time, otherwise the day is kept until the table is there.
    """
    _allow(deadline, "finish")
    done = replace(deadline, done_date=on, done_time=at if deadline.limit.basis is Basis.HRS else None)
    try:
        return replace(done, state=_outcome(done))
    except CalendarNotLoaded:
        return done


def cancel(deadline: Deadline) -> Deadline:
    """The duty has fallen away."""
    _allow(deadline, "cancel")
    return replace(deadline, state=DeadlineState.CANCELLED)


def expire(deadline: Deadline, *, today: dt.date, now: dt.datetime) -> Deadline:
    """MISSED when the period is over and nothing was done, otherwise unchanged."""
    _allow(deadline, "expire")
    return replace(deadline, state=DeadlineState.MISSED) if is_late(deadline, today, now) else deadline


def resolve(deadline: Deadline, calendar: WorkCalendar) -> Deadline:
    """Compute the due date now that a table was imported; UNRESOLVED still when another year is missing.

    What was done meanwhile is judged now: MET or MISSED.
    """
    _allow(deadline, "resolve")
    timed = _timed(deadline, calendar)
    decided = timed.state is DeadlineState.RUNNING and timed.done_date is not None
    return replace(timed, state=_outcome(timed)) if decided else timed


def is_late(deadline: Deadline, on: dt.date, at: dt.datetime | None = None) -> bool:
    """Whether the day, or for hours the instant, lies behind the end of the period; never while PAUSED.

    Raises CalendarNotLoaded while UNRESOLVED, unless the day is surely in time because rolling only moves later.
    """
    if deadline.due_time is not None:
        if at is None:
            raise ValueError("hours end at an instant")
        return at > deadline.due_time
    year, earliest = deadline.unresolved_year, deadline.earliest_date
    if year is not None and earliest is not None and on > earliest:
        raise CalendarNotLoaded(year)
    return deadline.due_date is not None and on > deadline.due_date


def change(before: Deadline | None, after: Deadline) -> DeadlineChanged | None:
    """The fact to tell when the state is another one, or when the deadline is new; None when it is the same."""
    previous = None if before is None else before.state
    if previous is after.state:
        return None
    return DeadlineChanged(
        deadline=after.name, subject=after.subject, kind=after.kind, rule_id=after.rule_id, owner=after.owner,
        division=after.division, previous_state=previous, state=after.state, start_date=after.start_date,
        due_date=after.due_date,
    )  # fmt: skip


def _timed(deadline: Deadline, calendar: WorkCalendar) -> Deadline:
    """RUNNING with its due date, or UNRESOLVED with the first missing year."""
    try:
        due = calendar.due(deadline.start_date, deadline.limit, deadline.pauses)
    except CalendarNotLoaded as missing:
        return replace(deadline, state=DeadlineState.UNRESOLVED, due_date=None, unresolved_year=missing.year)
    return replace(deadline, state=DeadlineState.RUNNING, due_date=due, unresolved_year=None)


def _outcome(done: Deadline) -> DeadlineState:
    """MET or MISSED for a deadline whose day of doing is known. Raises CalendarNotLoaded when that cannot be told."""
    late = done.done_date is not None and is_late(done, done.done_date, done.done_time)
    return DeadlineState.MISSED if late else DeadlineState.MET


def _in_order(deadline: Deadline, on: dt.date) -> bool:
    """Whether the day does not lie before the start or before the last stop or new start of the clock."""
    last = deadline.pauses[-1] if deadline.pauses else None
    return on >= (deadline.start_date if last is None else last.to_date or last.from_date)


def _allow(deadline: Deadline, action: str, *, also: bool = True) -> None:
    """Raise RuleViolated DEADLINE_MOVE_NOT_ALLOWED unless the state knows the action and the further condition holds.

    A deadline whose day of doing is recorded only waits to be resolved.
    """
    still_to_do = deadline.done_date is None or action == "resolve"
    if action not in MOVES[deadline.state] or not still_to_do or not also:
        raise RuleViolated(
            "DEADLINE_MOVE_NOT_ALLOWED",
            "该期限当前状态或所填日期不允许此项操作（已办结、已届满、已取消或日期先后颠倒）。请刷新后核对期限状态和日期。",
            rules=(deadline.rule_id,),
            state=deadline.state.name,
            action=action,
        )
