"""How much of something an institution had in a month (SV-40, XF-35). It must not know why it is counted."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FULL_PERCENT = 100
MONTHS_OF_YEAR = 12


class CountedThing(enum.Enum):
    """What is counted by month."""

    NEGLECTED_CONTACT = enum.auto()
    CASE = enum.auto()
    CONSULTATION = enum.auto()
    GRADED_CASE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyFact:
    """One that counts: who told it, at which position of whose log, about what."""

    thing: CountedThing
    source: str
    position: int
    subject: str
    institution: str
    division: str
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SpikeRule:
    """`percent` of the mean of so many months before, and at least `min_count`."""

    percent: int
    months: int
    min_count: int


def month_of(day: dt.date) -> str:
    """For example `2026-06`."""
    return day.isoformat()[:7]


def months_before(day: dt.date, count: int) -> tuple[str, ...]:
    """The months before that of the day, the nearest first."""
    index = day.year * MONTHS_OF_YEAR + day.month - 1
    found = (divmod(index - back, MONTHS_OF_YEAR) for back in range(1, count + 1))
    return tuple(f"{year}-{month + 1:02d}" for year, month in found)


def spike_threshold(before: Mapping[str, int], rule: SpikeRule) -> int | None:
    """From which number on a month is a spike (SV-40); None while a month before has nothing to compare with."""
    if len(before) < rule.months:
        return None
    above = sum(before.values()) * rule.percent // (rule.months * FULL_PERCENT) + 1
    return max(above, rule.min_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraderRule:
    """`percent` of a month's grades by one person, and at least `min_count` of them in all."""

    percent: int
    min_count: int


def by_one(counts: Sequence[int], rule: GraderRule) -> bool:
    """Whether one person gave so many of a month's grades (SV-40); `counts` is one number for each."""
    total = sum(counts)
    return total >= rule.min_count and max(counts) * FULL_PERCENT >= rule.percent * total


def exceeds(count: int, threshold: int) -> bool:
    """Whether a month has more neglected contacts than are put up with (XF-35)."""
    return count > threshold
