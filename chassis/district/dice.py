"""Repeatable chance: every part of every district has a stream of its own. It must not be used for secrets."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import TypeVar

from chassis.kernel.calendar import ONE_DAY
from chassis.kernel.money import split

T = TypeVar("T")


def stream(seed: int, division: str, part: str) -> random.Random:
    """The stream of one part: a part that is added later moves no other. Text seeds do not depend on hash seeds."""
    return random.Random(f"{seed}/{division}/{part}")  # noqa: S311 - invented data must come out the same every time


def draw(rng: random.Random, weights: Mapping[T, int]) -> T:
    """One key, as often as its weight says."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def happens(rng: random.Random, percent: int) -> bool:
    """True in so many of a hundred throws."""
    return rng.randrange(100) < percent


def day_between(rng: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """Any day of the run, both ends included."""
    return first + ONE_DAY * rng.randint(0, (last - first).days)


def apportion(total: int, shares: Mapping[T, int]) -> dict[T, int]:
    """Whole numbers in proportion that add up to the total: largest remainder, ties to the earlier (M-03)."""
    return dict(zip(shares, split(total, list(shares.values())), strict=True))
