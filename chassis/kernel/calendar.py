"""Civil dates of the law: working days, periods in calendar days, working days, months, years and hours (D-01 to D-09).

It must not guess: a computation that touches a year without a confirmed table raises CalendarNotLoaded.
"""

from __future__ import annotations

import calendar as civil
import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chassis.kernel.errors import RuleViolated

ONE_DAY = dt.timedelta(days=1)


class CalendarNotLoaded(RuleViolated):
    """A year has no confirmed table of holidays (D-08)."""

    def __init__(self, year: int) -> None:
        """`year` is the first missing year that the computation touched."""
        message = f"尚未导入{year}年节假日安排，无法计算期限（D-08）。请信息管理员按国务院办公厅通知导入后重试。"
        super().__init__("CALENDAR_NOT_LOADED", message, rules=("D-08",), year=str(year))
        self.year = year


class Basis(enum.Enum):
    """How a period counts: calendar days, working days, hours of the clock, months (D-01 to D-05, D-13)."""

    CAL = enum.auto()
    WD = enum.auto()
    HRS = enum.auto()
    MON = enum.auto()


@dataclass(frozen=True, slots=True)
class Limit:
    """The length of a period, for example 7 CAL; twelve MON are a year."""

    count: int
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse a length below one (ValueError)."""
        if isinstance(self.count, bool) or self.count < 1:
            raise ValueError("a limit counts at least one")

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Limit:
        """Read a policy value such as `{count = 7, basis = "CAL"}`. KeyError for a missing key or an unknown basis."""
        return cls(int(value["count"]), Basis[value["basis"]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A clock stood still from the day it was stopped to the day it was started again; None while it still stands."""

    from_date: dt.date
    to_date: dt.date | None

    def __post_init__(self) -> None:
        """Refuse a pause that ends before it begins (ValueError)."""
        if self.to_date is not None and self.to_date < self.from_date:
            raise ValueError("a pause ends before it begins")

    @property
    def end(self) -> dt.date:
        """The day it ended. ValueError while it lasts."""
        if self.to_date is None:
            raise ValueError("the clock stands still")
        return self.to_date

    def holds(self, day: dt.date) -> bool:
        """Whether the day does not count: every day after the stop up to and including the day of the new start."""
        return self.from_date < day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """One year as the State Council arranged it: days off, and weekend days that are worked (调休).

    `document_number` is the 发文字号 of the notice, the one of a change behind it.
    """

    year: int
    notice: str
    document_number: str
    off: frozenset[dt.date]
    worked: frozenset[dt.date]

    def __post_init__(self) -> None:
        """Refuse a table that cannot be right (ValueError): foreign days, days that are both, an implausible count."""
        days = self.off | self.worked
        if any(day.year != self.year for day in days) or self.off & self.worked:
            raise ValueError(f"{self.year}: a day of another year, or both off and worked")
        if any(day.weekday() < civil.SATURDAY for day in self.worked):
            raise ValueError(f"{self.year}: a make-up workday must be a Saturday or Sunday")
        first, last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        workdays = sum(self.is_workday(first + ONE_DAY * step) for step in range((last - first).days + 1))
        if not 240 <= workdays <= 255:
            raise ValueError(f"{self.year}: {workdays} working days are not plausible")

    def is_workday(self, day: dt.date) -> bool:
        """Make-up workdays count; days off do not; otherwise Monday to Friday (D-07)."""
        return day in self.worked or (day not in self.off and day.weekday() < civil.SATURDAY)


class WorkCalendar:
    """The confirmed years, and every way in which the law counts time with them."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        """Refuses two tables for one year (ValueError)."""
        self._years: dict[int, CalendarYear] = {}
        for table in years:
            if table.year in self._years:
                raise ValueError(f"two tables for {table.year}")
            self._years[table.year] = table

    def has(self, year: int) -> bool:
        """Whether the year's table is there."""
        return year in self._years

    def is_workday(self, day: dt.date) -> bool:
        """Whether the day is worked (D-07). Raises CalendarNotLoaded for a year without a table (D-08)."""
        if day.year not in self._years:
            raise CalendarNotLoaded(day.year)
        return self._years[day.year].is_workday(day)

    def roll(self, day: dt.date) -> dt.date:
        """The day itself when it is worked, otherwise the next working day (D-02)."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def calendar_days(self, start: dt.date, count: int) -> dt.date:
        """`CAL n`: the n-th day after the start day, rolled; days off inside the period count (D-01, D-02)."""
        return self.roll(start + ONE_DAY * count)

    def working_days(self, start: dt.date, count: int, pauses: tuple[Pause, ...] = ()) -> dt.date:
        """`WD n`: the n-th working day after the start day that lies in no pause (D-01, D-03)."""
        day = start
        while count > 0:
            day += ONE_DAY
            if not any(pause.holds(day) for pause in pauses):
                count -= self.is_workday(day)
        return day

    def months(self, start: dt.date, count: int) -> dt.date:
        """`MON n` as a deadline to act: the corresponding day, rolled (D-05); twelve months are `YR 1`."""
        return self.roll(corresponding_day(start, count))

    def due(self, start: dt.date, limit: Limit, pauses: tuple[Pause, ...] = ()) -> dt.date:
        """The last day of the period, at whose 24:00 it ends (D-12). Raises CalendarNotLoaded (D-08).

        Working days are counted (D-03), calendar days (D-02) and months (D-05) rolled. Pauses (LA-31) are ended ones
        in order of time. ValueError for hours, which no calendar counts (D-04): see `hours_after`.
        """
        if limit.basis is Basis.WD:
            return self.working_days(start, limit.count, pauses)
        return self.roll(earliest_due(start, limit, pauses))


def earliest_due(start: dt.date, limit: Limit, pauses: tuple[Pause, ...] = ()) -> dt.date:
    """The day before which the period cannot end whatever the tables say, because rolling only moves later.

    What was left when the clock stopped runs on from the day it was started again (LA-31):
    `remaining = n - used; due = roll(resumed + remaining)`. A period in months stands still by days, like one in days.
    """
    if limit.basis is Basis.HRS:
        raise ValueError("hours run by the clock")
    months = limit.basis is Basis.MON
    left = (corresponding_day(start, limit.count) - start).days if months else limit.count
    for pause in pauses:
        left -= min(left, (pause.from_date - start).days)
        start = pause.end
    return start + ONE_DAY * left


def corresponding_day(start: dt.date, months: int) -> dt.date:
    """The corresponding day of the target month, or its last day: a condition is true from then on (D-05, D-06)."""
    place = start.year * 12 + start.month - 1 + months
    year, month = divmod(place, 12)
    return dt.date(year, month + 1, min(start.day, civil.monthrange(year, month + 1)[1]))


def hours_after(start: dt.datetime, count: int) -> dt.datetime:
    """`HRS n`: the clock runs on through nights and holidays, without extension (D-04)."""
    return start + dt.timedelta(hours=count)
