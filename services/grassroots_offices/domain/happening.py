"""When something happened, on which paper (P-02, P-06). It must not read a clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """On which paper and when; `happened_date` None means today."""

    document_number: str
    happened_date: dt.date | None


def happened_on(happening: Happening, *, not_before: dt.date, today: dt.date) -> dt.date:
    """The day of the happening. Raises InvalidFields DATE_IN_FUTURE, DATE_BEFORE_PREVIOUS (P-06)."""
    day = happening.happened_date or today
    if day > today:
        raise _refused("DATE_IN_FUTURE", "发生日期不能晚于今天（P-06），请填写实际发生的日期")
    if day < not_before:
        raise _refused("DATE_BEFORE_PREVIOUS", "发生日期早于前一环节（P-06），请核对日期")
    return day


def _refused(reason: str, description: str) -> InvalidFields:
    return InvalidFields((Violation(field="happened_date", reason=reason, description=description),))
