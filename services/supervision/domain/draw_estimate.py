"""What the visits of a draw say of everybody who could have been drawn (SV-60). It must not know who was drawn.

Within a part of the roster every target is drawn with the same chance and none twice, so the number of sound ones among
the drawn has the hypergeometric distribution. The limits invert it exactly, in whole numbers; each part stands alone,
because parts have quotas of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import comb

from services.supervision.domain.draw import DrawStratum
from services.supervision.domain.draw_roster import FrozenRoster

CONFIDENCE_PERCENT = 95
# What each limit may miss: half of what is left.
_TAIL = (100 - CONFIDENCE_PERCENT, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumEstimate:
    """Of one part: how many could be drawn, were drawn, inspected and found sound; limits of the sound ones in all."""

    stratum: DrawStratum
    population: int
    drawn: int
    inspected: int
    sound: int
    sound_at_least: int
    sound_at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawEstimate:
    """The parts, and who was left out of the roster by the yearly cap: of these it says nothing."""

    name: str
    confidence_percent: int
    excluded_count: int
    strata: tuple[StratumEstimate, ...]


def draw_estimate(
    draw: str, roster: FrozenRoster, drawn: Collection[str], verdicts: Mapping[str, bool]
) -> DrawEstimate:  # fmt: skip
    """The estimate (SV-60); `verdicts` say by target whether its signed inspections found nothing.

    A drawn target that nobody has inspected counts as unsound for the lower limit and as sound for the upper one.
    """
    strata = tuple(_of_part(part, roster.of(part), drawn, verdicts) for part in dict.fromkeys(roster.targets.values()))
    return DrawEstimate(
        name=f"{draw}/estimate", confidence_percent=CONFIDENCE_PERCENT, excluded_count=len(roster.excluded),
        strata=strata,
    )  # fmt: skip


def sound_limits(*, population: int, drawn: int, fewest: int, most: int) -> tuple[int, int]:
    """Fewest and most sound ones in the population that fit `fewest` to `most` among `drawn`; each misses 2.5 %."""
    missing = population - sound_at_least(population=population, drawn=drawn, sound=drawn - most)
    return sound_at_least(population=population, drawn=drawn, sound=fewest), missing


def sound_at_least(*, population: int, drawn: int, sound: int) -> int:
    """The smallest number of sound ones in the population with which `sound` or more drawn are not too unlikely."""
    all_ways = comb(population, drawn)
    return _first(
        sound,
        population - (drawn - sound),
        lambda there: _likely(_ways(population, drawn, sound, there), all_ways),
    )


def _of_part(
    part: DrawStratum, subjects: Collection[str], drawn: Collection[str], verdicts: Mapping[str, bool]
) -> StratumEstimate:
    chosen = [one for one in subjects if one in drawn]
    known = [verdicts[one] for one in chosen if one in verdicts]
    sound = sum(known)
    low, high = sound_limits(
        population=len(subjects), drawn=len(chosen), fewest=sound, most=sound + len(chosen) - len(known)
    )
    return StratumEstimate(
        stratum=part, population=len(subjects), drawn=len(chosen), inspected=len(known), sound=sound,
        sound_at_least=low, sound_at_most=high,
    )  # fmt: skip


def _ways(population: int, drawn: int, sound: int, there: int) -> int:
    """In how many ways `sound` or more of those drawn are sound when so many are in the population."""
    most = min(drawn, there)
    least = max(sound, drawn - (population - there))
    if least > most:
        return 0
    ways = comb(there, least) * comb(population - there, drawn - least)
    total = ways
    for count in range(least, most):
        ways = ways * (there - count) * (drawn - count) // ((count + 1) * (population - there - drawn + count + 1))
        total += ways
    return total


def _likely(ways: int, all_ways: int) -> bool:
    part, whole = _TAIL
    return ways * whole > all_ways * part


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first number from `low` to `high` for which it holds, when it holds for all behind it."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
