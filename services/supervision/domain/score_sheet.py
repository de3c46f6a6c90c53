"""Score sheets (F-02): categories with full points, deductions with reasons and facts, two signatures (SV-50 to SV-52).

It must not name a category, and it knows no pass mark: templates and packs do.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.documented import Documented

TENTHS = 10


class ScoreSheetState(enum.Enum):
    """Where a sheet stands."""

    DRAFT = enum.auto()
    SIGNED = enum.auto()
    FINAL = enum.auto()
    REPLACED = enum.auto()


class ScoreVerdict(enum.Enum):
    """What a person calls the unit; no text gives a mark (SV-52)."""

    QUALIFIED = enum.auto()
    UNQUALIFIED = enum.auto()


_S = ScoreSheetState
MOVES: Moves[ScoreSheetState] = {
    _S.DRAFT: {"score": frozenset({_S.DRAFT}), "sign": frozenset({_S.SIGNED})},
    _S.SIGNED: {"sign": frozenset({_S.FINAL}), "return": frozenset({_S.DRAFT})},
    _S.FINAL: {"judge": frozenset({_S.FINAL}), "replace": frozenset({_S.REPLACED})},
    _S.REPLACED: {},
}
# The sheet that takes its place makes this move when it becomes final: nobody calls it.
MADE_ELSEWHERE = frozenset({"replace"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFact:
    """What a deduction rests on: a record by its name or number."""

    title: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Tenths of a point off a category; places count from 1, `item` 0 is the category as a whole."""

    category: int
    item: int
    points_tenths: int
    reason: str
    facts: tuple[ScoreFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredCategory:
    """A row of the form with its score in tenths of a point."""

    title: str
    full_points: int
    items: tuple[str, ...]
    deducted_tenths: int
    score_tenths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSignature:
    """Who answers for the sheet, since when."""

    signed_by: str
    signed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheetDraft:
    """What is opened: whose, checked by whom, when, in the place of which sheet."""

    campaign_unit: str
    officers: tuple[str, ...]
    checked_date: dt.date | None
    document_number: str
    entry_reason: str
    replaces: str
    replacement_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet(ScoreSheetDraft):
    """One sheet; `share` in hundredths of a percent, `pass_mark_tenths` None where no pack sets a mark."""

    name: str
    campaign: str
    unit: str
    subject: str
    unit_title: str
    division: str
    year: int
    checked_date: dt.date
    categories: tuple[ScoredCategory, ...]
    deductions: tuple[Deduction, ...]
    total_tenths: int
    full_tenths: int
    share: int
    signatures: tuple[ScoreSignature, ...]
    return_reason: str
    final_date: dt.date | None
    pass_mark_tenths: int | None
    verdict: ScoreVerdict | None
    verdict_reason: str
    verdict_document: str
    state: ScoreSheetState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheetFilter:
    """What a list asks for; empty and None mean any."""

    campaign: str
    campaign_unit: str
    state: ScoreSheetState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Documented):
    """What a person calls the unit, and why."""

    verdict: ScoreVerdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheetFinal:
    """A sheet became final (XF-27); `unit` is the register's name of the unit, else the one it has here."""

    score_sheet: str
    unit: str
    division: str
    year: int
    total_tenths: int
    final_date: dt.date


def allow(sheet: ScoreSheet, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, sheet.state, action, what="评分表", etag=sheet.etag, given=etag)


def changed(sheet: ScoreSheet, **values: Any) -> ScoreSheet:
    """The next version with other values."""
    return replace(sheet, etag=str(int(sheet.etag) + 1), **values)


def told_final(sheet: ScoreSheet) -> ScoreSheetFinal:
    """What is told of a final sheet (XF-27). ValueError before it is final."""
    if sheet.final_date is None:
        raise ValueError("only a final sheet is told")
    return ScoreSheetFinal(
        score_sheet=sheet.name, unit=sheet.subject or sheet.unit, division=sheet.division, year=sheet.year,
        total_tenths=sheet.total_tenths, final_date=sheet.final_date,
    )  # fmt: skip
