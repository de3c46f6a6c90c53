"""What differs between two versions of a charter: lines, and party clauses gained and lost (PB-28).

It must not judge the difference.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from difflib import SequenceMatcher

from services.party_building.domain.charter_check import CharterCheck
from services.party_building.domain.charter_text import ClausePresence, PartyClause


class LineChangeKind(enum.Enum):
    """What became of a line."""

    ADDED = enum.auto()
    REMOVED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A line that differs, with its number in the version in which it stands."""

    kind: LineChangeKind
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterComparison:
    """What differs; `earlier` empty when there is no earlier version."""

    earlier: str
    changes: tuple[LineChange, ...]
    gained: tuple[PartyClause, ...]
    lost: tuple[PartyClause, ...]


def compare(earlier: CharterCheck | None, later: CharterCheck) -> CharterComparison:
    """What differs between two versions (PB-28); against none at all everything is new."""
    before, after = earlier.lines if earlier else (), later.lines
    changes: list[LineChange] = []
    # NOTE: without autojunk, versions of many equal lines are compared in cubic time.
    for kind, first, end, start, stop in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if kind != "equal":
            changes += _changes(LineChangeKind.REMOVED, before, first, end)
            changes += _changes(LineChangeKind.ADDED, after, start, stop)
    had, has = _present(earlier), _present(later)
    return CharterComparison(
        earlier=earlier.name if earlier else "", changes=tuple(changes),
        gained=tuple(one for one in has if one not in had), lost=tuple(one for one in had if one not in has),
    )  # fmt: skip


def _changes(kind: LineChangeKind, lines: tuple[str, ...], first: int, end: int) -> list[LineChange]:
    return [LineChange(kind=kind, line=place + 1, text=lines[place]) for place in range(first, end)]


def _present(check: CharterCheck | None) -> tuple[PartyClause, ...]:
    found = check.findings if check else ()
    return tuple(one.clause for one in found if one.presence is ClausePresence.PRESENT)
