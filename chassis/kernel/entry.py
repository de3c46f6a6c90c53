"""Two dates everywhere: when it happened and when it was entered (P-06).

It must not turn a late entry away: it asks for the reason and says that it is late.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.calendar import CalendarNotLoaded, Limit, WorkCalendar
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What a caller says about when; `happened_date` None means today."""

    happened_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A checked happening; `late` when entered after the limit for entries."""

    happened_date: dt.date
    late: bool
    reason: str


def enter(
    happening: Happening,
    *,
    today: dt.date,
    not_before: dt.date | None,
    limit: Limit,
    calendar: WorkCalendar,
    field: str,
) -> Entry:
    """Check a happening: not in the future, not before what it follows, with a reason when late (P-06).

    Raises InvalidFields, and RuleViolated `ENTRY_REASON_MISSING` when the reason is missing.
    """
    happened = happening.happened_date or today
    check_day(happened, today=today, not_before=not_before, field=field)
    late = _late(happened, today, limit, calendar)
    if late is not False and not happening.entry_reason:
        raise RuleViolated(
            "ENTRY_REASON_MISSING",
            "录入日期已超过规定的录入期限，属补录。请在 entry_reason 中写明补录原因后提交（P-06）。",
            rules=("P-06",),
        )
    return Entry(happened_date=happened, late=bool(late), reason=happening.entry_reason)


def check_day(day: dt.date, *, today: dt.date, not_before: dt.date | None, field: str) -> None:
    """Refuse a day in the future or before what it follows (P-06). Raises InvalidFields."""
    if day > today:
        raise InvalidFields((_fault(field, "DATE_IN_FUTURE", "发生日期不能晚于今天（P-06），请填写实际发生的日期"),))
    if not_before is not None and day < not_before:
        raise InvalidFields((_fault(field, "DATE_BEFORE_PREVIOUS", "发生日期早于前一环节（P-06），请核对日期"),))


def is_past_entry(last: dt.date, limit: Limit, calendar: WorkCalendar, *, today: dt.date) -> bool:
    """Whether what happened by `last` would have been entered by now (P-06); unknown without a calendar means not."""
    return bool(_late(last, today, limit, calendar))


def _late(happened: dt.date, today: dt.date, limit: Limit, calendar: WorkCalendar) -> bool | None:
    """Whether the limit has passed; None when a missing calendar year keeps it from being known."""
    if (today - happened).days <= limit.count:
        return False
    try:
        return today > calendar.due(happened, limit)
    except CalendarNotLoaded:
        return None


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=field, reason=reason, description=description)
