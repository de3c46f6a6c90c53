"""Awards of offices, practitioners and typical cases: what falls due when, and what a round holds (GO-70).

It must not list or choose candidates; `award_choosing` does.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class AwardKind(enum.Enum):
    """What is awarded; the value is the name of its cycle in the policy."""

    BRAND_OFFICE = "brand_office"
    ADVANCED_PRACTITIONER = "advanced_practitioner"
    BEST_CASE = "best_case"


class AwardRoundState(enum.Enum):
    """Where a round stands."""

    COMPILED = enum.auto()
    CHOSEN = enum.auto()
    PUBLISHED = enum.auto()


class AwardExclusion(enum.Enum):
    """Why a candidate is not chosen."""

    NOT_GRADED = enum.auto()
    GRADE_TOO_LOW = enum.auto()
    PENALISED = enum.auto()
    NOT_CHOSEN = enum.auto()


_S = AwardRoundState
MOVES: Moves[AwardRoundState] = {
    _S.COMPILED: {"recompile": frozenset({_S.COMPILED}), "choose": frozenset({_S.CHOSEN})},
    _S.CHOSEN: {"publish": frozenset({_S.PUBLISHED})},
    _S.PUBLISHED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRules:
    """The first year, every how many years each award falls due, and how many cases may be chosen."""

    base_year: int
    every_years: Mapping[AwardKind, int]
    best_cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCandidate:
    """One candidate; `exclusion` None for a chosen one and while it may be chosen."""

    subject: str
    display_name: str
    office: str
    exclusion: AwardExclusion | None
    reason: str
    chosen: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRoundDraft:
    """What is begun."""

    kind: AwardKind
    year: int
    division: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRound(AwardRoundDraft):
    """One round."""

    name: str
    state: AwardRoundState
    candidates: tuple[AwardCandidate, ...]
    compiled_date: dt.date
    decision_document: str
    chosen_date: dt.date | None
    published_document: str
    published_date: dt.date | None
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRoundFilter:
    """What a list asks for; None means any."""

    state: AwardRoundState | None
    kind: AwardKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDue:
    """An award that falls due; `award_round` empty before it was begun."""

    kind: AwardKind
    every_years: int
    award_round: str


def awards_due(year: int, rules: AwardRules) -> tuple[AwardKind, ...]:
    """Which awards fall due in a year, counted from the first one (GO-70)."""
    since = year - rules.base_year
    return tuple(kind for kind in AwardKind if since >= 0 and since % rules.every_years[kind] == 0)


def refuse_undue(draft: AwardRoundDraft, rules: AwardRules) -> None:
    """Raise AWARD_NOT_DUE with the next year in which it is (GO-70)."""
    if draft.kind not in awards_due(draft.year, rules):
        every = rules.every_years[draft.kind]
        following = max(rules.base_year, draft.year + (rules.base_year - draft.year) % every)
        raise RuleViolated(
            "AWARD_NOT_DUE",
            f"该项评选每{every}年一次，所填年度不是评选年度（GO-70），下一个评选年度见 next_year。请核对年度。",
            rules=("GO-70",), next_year=str(following),
        )  # fmt: skip


def allow(award: AwardRound, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, award.state, action, what="评选", etag=award.etag, given=etag)


def round_begun() -> Refusal:
    """The refusal of a second round of one award, division and year (GO-70)."""
    message = "该地区本年度的此项评选已经开始，不能重复开展（GO-70）。请在已有评选中办理。"
    return Refusal(Kind.ALREADY_EXISTS, "ROUND_BEGUN", message, metadata={"rules": "GO-70"})
