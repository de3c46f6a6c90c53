"""Checklists of inspections: items in versions; a published one never changes (SV-53, SV-66). It must not inspect."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace
from typing import Any

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class ChecklistState(enum.Enum):
    """Where a version stands."""

    DRAFT = enum.auto()
    PUBLISHED = enum.auto()


_D = ChecklistState.DRAFT
MOVES: Moves[ChecklistState] = {
    _D: {"revise": frozenset({_D}), "publish": frozenset({ChecklistState.PUBLISHED})},
    ChecklistState.PUBLISHED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """What is looked at, by which rule."""

    item: str
    text: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistDraft:
    """What is entered."""

    title: str
    division: str
    items: tuple[ChecklistItem, ...]
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(ChecklistDraft):
    """One version."""

    name: str
    version: int
    state: ChecklistState
    published_date: dt.date | None
    publication_document: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistFilter:
    """What a list asks for; empty and None mean any."""

    title: str
    state: ChecklistState | None


def drafted(draft: ChecklistDraft, *, name: str, version: int, now: dt.datetime) -> Checklist:
    """The next version of the title (SV-53). Raises InvalidFields ITEM_TWICE."""
    _require_unique(draft.items, "checklist.items")
    values = {field.name: getattr(draft, field.name) for field in fields(ChecklistDraft)}
    return Checklist(
        **values, name=name, version=version, state=_D, published_date=None, publication_document="", create_time=now,
        etag="1",
    )  # fmt: skip


def allow(checklist: Checklist, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, checklist.state, action, what="检查清单", etag=checklist.etag, given=etag)


def revised(checklist: Checklist, items: tuple[ChecklistItem, ...]) -> Checklist:
    """Other items, while nobody has published them (SV-53). Raises InvalidFields ITEM_TWICE."""
    _require_unique(items, "items")
    return _changed(checklist, items=items)


def published(checklist: Checklist, document: str, *, on: dt.date) -> Checklist:
    """From now on inspections point at it, and it never changes (SV-66)."""
    return _changed(
        checklist, state=ChecklistState.PUBLISHED, published_date=on, publication_document=document
    )  # fmt: skip


def require_published(checklist: Checklist | None) -> Checklist:
    """The checklist: nobody inspects by what is not published (SV-66). Raises CHECKLIST_NOT_PUBLISHED."""
    if checklist is None or checklist.state is not ChecklistState.PUBLISHED:
        message = "只能使用已公布的检查清单（SV-66）。请先公布该清单，或者核对 checklist。"
        raise RuleViolated("CHECKLIST_NOT_PUBLISHED", message, rules=("SV-66",))
    return checklist


def _require_unique(items: tuple[ChecklistItem, ...], field: str) -> None:
    seen = [one.item for one in items]
    twice = next((place for place, one in enumerate(seen) if one in seen[:place]), None)
    if twice is not None:
        text = "清单项目编号重复（SV-66），请更正"
        raise InvalidFields((Violation(field=f"{field}[{twice}].item", reason="ITEM_TWICE", description=text),))


def _changed(checklist: Checklist, **values: Any) -> Checklist:
    return replace(checklist, etag=str(int(checklist.etag) + 1), **values)
