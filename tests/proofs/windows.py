"""Latencies of a part of a run, to be compared with those of another part of the same run.

It must not compare with a number of another machine or another day.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.proofs.client_log import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From when to when, on the clock that all processes share."""

    began: float
    ended: float

    @property
    def seconds(self) -> float:
        """How long it was."""
        return self.ended - self.began

    def holds(self, moment: float) -> bool:
        """Whether the moment lies in it."""
        return self.began <= moment < self.ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds of so many answers."""

    count: int
    p50: float
    p99: float
    most: float

    def __str__(self) -> str:
        """As it stands in a line of figures."""
        return f"{self.count} at p50 {self.p50:.0f} p99 {self.p99:.0f} max {self.most:.0f} ms"


def latency_of(seconds: Sequence[float]) -> Latency:
    """Nearest-rank percentiles; all zero without an answer."""
    ranked = sorted(1000 * each for each in seconds) or [0.0]
    return Latency(count=len(seconds), p50=_rank(ranked, 0.5), p99=_rank(ranked, 0.99), most=ranked[-1])


def answers_in(window: Window, told: Iterable[Told]) -> list[float]:
    """Seconds until the answer of the requests that were first tried in the window and were answered at all."""
    return [each.answered - each.tried for each in told if each.answered and window.holds(each.tried)]


def unsettled_in(window: Window, told: Iterable[Told]) -> int:
    """Requests tried in the window that were refused or came to no answer at the first try."""
    return sum(bool(each.doubts or each.refusals) for each in told if window.holds(each.tried))


def longest_silence(told: Iterable[Told], until: float) -> float:
    """Seconds of the longest time without any acknowledged write, from the first one on."""
    moments = sorted([*(each.answered for each in told if each.answered), until])
    return max((later - earlier for earlier, later in itertools.pairwise(moments)), default=math.inf)


def _rank(ranked: list[float], share: float) -> float:
    return ranked[min(len(ranked) - 1, math.ceil(share * len(ranked)) - 1)]
