"""Count calls per key in a window that slides, in memory that is bounded.

It must not use a thread or look at all keys: two fixed windows and the share of the older one that still counts are
enough, and a window that has passed is forgotten as a whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable

MOST_KEYS = 50_000


class SlidingWindow:
    """At most `limit` calls of a key in about any `seconds`; the older window is taken to be spread evenly."""

    def __init__(self, limit: int, seconds: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._seconds, self._clock = limit, seconds, clock
        self._index = 0.0
        self._counts: dict[str, int] = {}
        self._before: dict[str, int] = {}

    def hit(self, key: str) -> float:
        """Count a call; 0 when it is within the limit, else the seconds until the next one may be."""
        left = self._turn()
        count, before = self._counts.get(key, 0), self._before.get(key, 0)
        if count + before * left > self._limit - 1:
            return self._wait(count, before, left)
        if count == 0 and len(self._counts) >= MOST_KEYS:
            # NOTE: a crowd like this is no caller's fault; each of them gets one more window, and memory stays.
            self._counts.clear()
        self._counts[key] = count + 1
        return 0.0

    def _turn(self) -> float:
        """Step to the present window; the share of it that is still to come."""
        index, into = divmod(self._clock(), self._seconds)
        if index != self._index:
            self._before = self._counts if index == self._index + 1 else {}
            self._counts, self._index = {}, index
        return 1 - into / self._seconds

    def _wait(self, count: int, before: int, left: float) -> float:
        free = self._limit - 1
        if count <= free:
            return (left - (free - count) / before) * self._seconds
        return (left + 1 - free / count) * self._seconds
