"""Red flags: what a detector saw in facts, from which facts, how often it was wrong. It must not judge: people do."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.clue import ClueSource, Finding


class RecordFault(enum.Enum):
    """What legal_aid found in the records of a case (XF-19)."""

    NOT_IN_SYSTEM = enum.auto()
    NOT_ON_PAPER = enum.auto()
    PAPER = enum.auto()
    BANK = enum.auto()
    LATE_ENTRY = enum.auto()


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
class Observation:
    """A fact as it was told: who told it, at which position of whose log, about which case."""

    source: str
    position: int
    subject: str
    institution: str
    division: str
    faults: tuple[RecordFault, ...]
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """A plug-in: which faults it looks for, what row of F-01 they belong to, and under which rule."""

    name: str
    title: str
    faults: frozenset[RecordFault]
    item: int
    rule_id: str


# A detector more is one row more: nothing else knows them by name.
DETECTORS = (
    Detector(
        name="late-entry", title="补录集中", faults=frozenset({RecordFault.LATE_ENTRY}), item=3, rule_id="P-06"
    ),
    Detector(
        name="missing-file", title="有案无卷或者有卷无案",
        faults=frozenset({RecordFault.NOT_IN_SYSTEM, RecordFault.NOT_ON_PAPER}), item=3, rule_id="SV-40",
    ),
    Detector(
        name="payment-without-file", title="支付与案卷不符", faults=frozenset({RecordFault.BANK}), item=2,
        rule_id="SV-40",
    ),
    Detector(
        name="paper-differs", title="纸质与系统不一致", faults=frozenset({RecordFault.PAPER}), item=3, rule_id="SV-40"
    ),
)  # fmt: skip


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


def month_of(day: dt.date) -> str:
    """For example `2026-06`."""
    return day.isoformat()[:7]


def concerned(observation: Observation) -> tuple[Detector, ...]:
    """The detectors that look at the fact."""
    return tuple(one for one in DETECTORS if one.faults.intersection(observation.faults))


def provenance_of(observations: Sequence[Observation]) -> tuple[Provenance, ...]:
    """The facts, one for each case, as a red flag names them."""
    by_case = {one.subject or f"{one.source}/{one.position}": one for one in observations}
    return tuple(
        Provenance(
            source=one.source, position=one.position, subject=one.subject, happened_date=one.happened_date
        )
        for one in by_case.values()
    )  # fmt: skip


def raised(
    detector: Detector, observations: Sequence[Observation], *, threshold: int, name: str, now: dt.datetime
) -> RedFlag | None:
    """A red flag once so many cases of the month are seen (XF-19, SV-40); None below the threshold."""
    facts = provenance_of(observations)
    if len(facts) < threshold:
        return None
    first = observations[0]
    return RedFlag(
        name=name, detector=detector.name, institution=first.institution, division=first.division,
        month=month_of(first.happened_date), item=detector.item, rule_id=detector.rule_id, threshold=threshold,
        provenance=facts, state=_S.PROPOSED, clue="", reason="", decided_date=None, create_time=now, etag="1",
    )  # fmt: skip


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


def history_of(detector: Detector, counts: dict[RedFlagState, int]) -> DetectorHistory:
    """How often it was right and wrong (SV-40): a dismissed flag is a false alarm."""
    confirmed, dismissed = counts.get(_S.CONFIRMED, 0), counts.get(_S.DISMISSED, 0)
    known = confirmed + dismissed
    return DetectorHistory(
        detector=detector.name, title=detector.title, proposed_count=counts.get(_S.PROPOSED, 0),
        confirmed_count=confirmed, dismissed_count=dismissed,
        false_percent=100 * dismissed // known if known else -1,
    )  # fmt: skip
