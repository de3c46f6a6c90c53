"""Draws (随机抽取): what is planned, where one stands, what may be done next (SV-60 to SV-66). It must not draw."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from chassis.kernel.transition import Moves, allowed_actions
from chassis.kernel.transition import allow as allow_move


class DrawState(enum.Enum):
    """Where a draw stands."""

    PLANNED = enum.auto()
    APPROVED = enum.auto()
    FROZEN = enum.auto()
    COMMITTED = enum.auto()
    DRAWN = enum.auto()
    VISITING = enum.auto()
    INSPECTED = enum.auto()
    PUBLISHED = enum.auto()
    FAILED = enum.auto()


class DrawMode(enum.Enum):
    """How it is drawn: with committed secrets, or by public numbers alone."""

    DRAW_V1 = enum.auto()
    RFC3797 = enum.auto()


class DrawTargetKind(enum.Enum):
    """Who is drawn."""

    OFFICE = enum.auto()
    PRACTITIONER = enum.auto()


class DrawStratum(enum.Enum):
    """A part of the roster with a quota of its own."""

    ORDINARY = enum.auto()
    LOW_RISK = enum.auto()
    HIGH_RISK = enum.auto()


_S = DrawState
_FAIL = {"fail": frozenset({_S.FAILED})}
MOVES: Moves[DrawState] = {
    _S.PLANNED: {"approve": frozenset({_S.PLANNED, _S.APPROVED}), **_FAIL},
    _S.APPROVED: {"freeze": frozenset({_S.FROZEN}), **_FAIL},
    _S.FROZEN: {
        "commitSecret": frozenset({_S.FROZEN}), "publishCommitment": frozenset({_S.COMMITTED}), **_FAIL,
    },
    _S.COMMITTED: {"revealSecret": frozenset({_S.COMMITTED}), "run": frozenset({_S.DRAWN}), **_FAIL},
    _S.DRAWN: {"startVisits": frozenset({_S.VISITING}), **_FAIL},
    _S.VISITING: {
        "recuseOfficer": frozenset({_S.VISITING}), "extend": frozenset({_S.VISITING}),
        "finishVisits": frozenset({_S.INSPECTED}),
    },
    _S.INSPECTED: {"publish": frozenset({_S.PUBLISHED})},
    _S.PUBLISHED: {},
    _S.FAILED: {},
}  # fmt: skip
# The roster that was fetched makes this move: nobody calls it.
MADE_ELSEWHERE = frozenset({"freeze"})
# From here on the targets may be read (SV-05).
OPENED = frozenset({DrawState.VISITING, DrawState.INSPECTED, DrawState.PUBLISHED})
ENDED = frozenset({DrawState.PUBLISHED, DrawState.FAILED})
DRAWN = OPENED | {DrawState.DRAWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRiskRule:
    """Points of what was counted in so many days before the roster's day, and from how many on it is high risk."""

    percent: int
    days: int
    clue_points: int
    complaint_points: int
    overdue_points: int
    from_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawItem:
    """One line of the item list (F-08)."""

    content: str
    legal_basis: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawStratumQuota:
    """A part of the frozen roster."""

    stratum: DrawStratum
    percent: int
    size: int
    quota: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSecret:
    """A secret that `holder` committed to."""

    sha256: str
    holder: str
    revealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawExtension:
    """More targets by the next tickets of the same draw."""

    stratum: DrawStratum
    count: int
    reason: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """What is planned; `replaces` empty for a draw that replaces none."""

    title: str
    division: str
    target_kind: DrawTargetKind
    mode: DrawMode
    as_of_date: dt.date
    visit_date: dt.date
    items: tuple[DrawItem, ...]
    officers: tuple[str, ...]
    public_source: str
    public_time: dt.datetime
    replaces: str
    replacement_reason: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRules:
    """What the policies say of the draw (SV-60, SV-62, SV-63); `risk` None where nobody is drawn more often."""

    percent: int
    low_risk_percent: int
    min_count: int
    risk: DrawRiskRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw(DrawPlan):
    """One draw; whom it drew is kept sealed elsewhere."""

    name: str
    number: str
    percent: int
    low_risk_percent: int
    min_count: int
    risk: DrawRiskRule | None
    approvers: tuple[str, ...]
    roster_size: int
    roster_root: str
    excluded_count: int
    officers_root: str
    strata: tuple[DrawStratumQuota, ...]
    secrets: tuple[DrawSecret, ...]
    commitment: str
    commitment_sha256: str
    commit_time: dt.datetime | None
    public_value: str
    drawn_date: dt.date | None
    started_date: dt.date | None
    inspected_date: dt.date | None
    late: bool
    entry_reason: str
    published_date: dt.date | None
    bundle_sha256: str
    failure_reason: str
    extensions: tuple[DrawExtension, ...]
    state: DrawState
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str

    @property
    def rules(self) -> DrawRules:
        """What the policies said when it was planned."""
        return DrawRules(
            percent=self.percent, low_risk_percent=self.low_risk_percent, min_count=self.min_count, risk=self.risk
        )  # fmt: skip

    @property
    def count(self) -> int:
        """How many targets the draw is bound to."""
        return sum(one.quota for one in self.strata)

    def quotas(self) -> dict[DrawStratum, int]:
        """How many of each part are drawn by now, extensions included."""
        found = {one.stratum: one.quota for one in self.strata}
        for more in self.extensions:
            found[more.stratum] += more.count
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFilter:
    """What a list asks for; None means any."""

    state: DrawState | None


def allow(draw: Draw, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, draw.state, action, what="抽查", etag=draw.etag, given=etag)


def methods_of(state: DrawState) -> tuple[str, ...]:
    """Custom methods that somebody may call in the state."""
    return tuple(action for action in allowed_actions(MOVES, state) if action not in MADE_ELSEWHERE)


def draw_number(year: int, count: int) -> str:
    """For example （2026）抽查第1号."""
    return f"（{year}）抽查第{count}号"
