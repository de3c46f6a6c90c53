"""Calls of a month of 12348 beside the goals (LA-133).

It must not count who was not answered among those who could be satisfied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.legal_aid.domain.hotline_call import HotlineCall, HotlineLine
from services.legal_aid.domain.rating import LOW, SATISFIED, RatingChannel, RatingState
from services.legal_aid.domain.ratio import basis_points, percent_text


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedCall:
    """A call with what the caller said of it; no state when nobody asked yet."""

    call: HotlineCall
    state: RatingState | None
    score: int
    channel: RatingChannel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineTally:
    """Calls of a line, of all lines when `line` is None."""

    line: HotlineLine | None
    calls: int
    answered: int
    rated: int
    satisfied: int
    sampled: int
    dissatisfied: int
    called_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineGoal:
    """A goal in percent beside what was reached."""

    measure: str
    goal_percent: int
    rate: str
    met: bool


def tallies(calls: Iterable[RatedCall]) -> tuple[HotlineTally, ...]:
    """The sum, then every line (LA-133)."""
    known = tuple(calls)
    lines: tuple[HotlineLine | None, ...] = (None, *HotlineLine)
    return tuple(_tally(line, [one for one in known if line in (None, one.call.line)]) for line in lines)


def goals(total: HotlineTally, percents: Mapping[str, int]) -> tuple[HotlineGoal, ...]:
    """The four measures of `la.hotline_goals`, each beside what was reached (LA-133)."""
    shares = {
        "answered": (total.answered, total.calls),
        "satisfied": (total.satisfied, total.rated),
        "sampled": (total.sampled, total.answered),
        "called_back": (total.called_back, total.dissatisfied),
    }
    return tuple(
        HotlineGoal(
            measure=measure, goal_percent=percents[measure], rate=percent_text(basis_points(part, whole)),
            met=whole > 0 and 100 * part >= percents[measure] * whole,
        )
        for measure, (part, whole) in shares.items()
    )  # fmt: skip


def _tally(line: HotlineLine | None, calls: list[RatedCall]) -> HotlineTally:
    answered = [one for one in calls if one.call.answer_time is not None]
    rated = [one for one in answered if one.score > 0]
    return HotlineTally(
        line=line, calls=len(calls), answered=len(answered), rated=len(rated),
        satisfied=sum(one.score >= SATISFIED for one in rated),
        sampled=sum(one.channel is RatingChannel.PHONE for one in rated),
        dissatisfied=sum(one.score <= LOW for one in rated),
        called_back=sum(one.state is RatingState.CALLED_BACK for one in rated),
    )  # fmt: skip
