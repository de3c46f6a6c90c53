"""Quarters of a year, written `2026-Q2`. It must not know a calendar of working days."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import InvalidFields, Violation

MONTHS = 3


def quarter_days(quarter: str, *, today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of a quarter that has begun. Raises InvalidFields PERIOD_IN_FUTURE."""
    year, number = int(quarter[:4]), int(quarter[-1])
    first = dt.date(year, (number - 1) * MONTHS + 1, 1)
    if first > today:
        fault = Violation(
            field="quarter", reason="PERIOD_IN_FUTURE", description="该季度尚未开始，请填写本季度或者以前的季度"
        )
        raise InvalidFields((fault,))
    after = dt.date(year + number // 4, number * MONTHS % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)
