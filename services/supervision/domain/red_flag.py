"""Red flags: what a detector saw in facts, from which facts, how often it was wrong. It must not judge: people do."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.clue import ClueSource, Finding
from services.supervision.domain.detector import AnyDetector, Detector, MonthDetector, Observation
from services.supervision.domain.monthly_count import MonthlyFact, month_of


class RedFlagState(enum.Enum):
    """Where a red flag stands."""

    PROPOSED = enum.auto()
    CONFIRMED = enum.auto()
    DISMISSED = enum.auto()


_S = RedFlagState
MOVES: Moves[RedFlagState] = {
    _S.PROPOSED: {"confirm": frozenset({_S.CONFIRMED}), "dismiss": frozenset({_S.DISMISSED})},
    _S.CONFIRMED: {},
    _S.DISMISSED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One fact on which a red flag rests."""

    source: str
    position: int
    subject: str
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """What one detector saw of one institution in one month; facts that come later join it while it is proposed."""

    name: str
    detector: str
    institution: str
    division: str
    month: str
    item: int
    rule_id: str
    threshold: int
    provenance: tuple[Provenance, ...]
    state: RedFlagState
    clue: str
    reason: str
    decided_date: dt.date | None
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlagFilter:
    """What a list asks for; None and empty mean any."""

    detector: str
    state: RedFlagState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorHistory:
    """How a detector has done so far; `false_percent` of what was decided, -1 while nothing is."""

    detector: str
    title: str
    proposed_count: int
    confirmed_count: int
    dismissed_count: int
    false_percent: int


def provenance_of(observations: Sequence[Observation]) -> tuple[Provenance, ...]:
    """The facts, one for each case, as a red flag names them."""
    by_case = {one.subject or f"{one.source}/{one.position}": one for one in observations}
    return tuple(map(_fact_of, by_case.values()))


def raised(
    detector: Detector, observations: Sequence[Observation], *, threshold: int, name: str, now: dt.datetime
) -> RedFlag | None:
    """A red flag once so many cases of the month are seen (XF-19, SV-40); None below the threshold."""
    facts = provenance_of(observations)
    if len(facts) < threshold:
        return None
    return _proposed(detector, observations[0], facts, threshold=threshold, name=name, now=now)


def raised_by_volume(
    detector: MonthDetector, fact: MonthlyFact, *, threshold: int, name: str, now: dt.datetime
) -> RedFlag:  # fmt: skip
    """A red flag of a month that came to the threshold with this fact (SV-40)."""
    return _proposed(detector, fact, (_fact_of(fact),), threshold=threshold, name=name, now=now)


def with_fact(flag: RedFlag, fact: MonthlyFact) -> RedFlag:
    """With a fact beyond the threshold; what was decided stays as it was."""
    if flag.state is not _S.PROPOSED:
        return flag
    return replace(flag, provenance=(*flag.provenance, _fact_of(fact)), etag=str(int(flag.etag) + 1))


def joined(flag: RedFlag, observations: Sequence[Observation]) -> RedFlag:
    """With the facts that came since; what was decided stays as it was."""
    if flag.state is not _S.PROPOSED:
        return flag
    return replace(flag, provenance=provenance_of(observations), etag=str(int(flag.etag) + 1))


def allow(flag: RedFlag, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, flag.state, action, what="异常提示", etag=flag.etag, given=etag)


def proposed_clue(flag: RedFlag, *, on: dt.date) -> Finding:
    """The clue that somebody confirms (SV-40); it names the red flag, which names its facts."""
    return Finding(
        source=ClueSource.RED_FLAG, subject=flag.name, kind=flag.detector, item=flag.item,
        institution=flag.institution, owner=flag.institution, division=flag.division, decision_number="",
        rule_id=flag.rule_id, due_date=None, happened_date=on,
    )  # fmt: skip


def decided(flag: RedFlag, state: RedFlagState, *, on: dt.date, clue: str = "", reason: str = "") -> RedFlag:
    """Confirmed with its clue, or dismissed with a reason."""
    return replace(
        flag, state=state, clue=clue, reason=reason, decided_date=on, etag=str(int(flag.etag) + 1)
    )  # fmt: skip


def history_of(detector: AnyDetector, counts: dict[RedFlagState, int]) -> DetectorHistory:
    """How often it was right and wrong (SV-40): a dismissed flag is a false alarm."""
    confirmed, dismissed = counts.get(_S.CONFIRMED, 0), counts.get(_S.DISMISSED, 0)
    known = confirmed + dismissed
    return DetectorHistory(
        detector=detector.name, title=detector.title, proposed_count=counts.get(_S.PROPOSED, 0),
        confirmed_count=confirmed, dismissed_count=dismissed,
        false_percent=100 * dismissed // known if known else -1,
    )  # fmt: skip


def _fact_of(one: Observation | MonthlyFact) -> Provenance:
    return Provenance(source=one.source, position=one.position, subject=one.subject, happened_date=one.happened_date)


def _proposed(
    detector: AnyDetector, first: Observation | MonthlyFact, facts: tuple[Provenance, ...], *,
    threshold: int, name: str, now: dt.datetime,
) -> RedFlag:  # fmt: skip
    return RedFlag(
        name=name, detector=detector.name, institution=first.institution, division=first.division,
        month=month_of(first.happened_date), item=detector.item, rule_id=detector.rule_id, threshold=threshold,
        provenance=facts, state=_S.PROPOSED, clue="", reason="", decided_date=None, create_time=now, etag="1",
    )  # fmt: skip
