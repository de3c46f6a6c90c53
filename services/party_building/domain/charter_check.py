"""Charters of offices in versions: what they must hold, and who approves them (PB-28, GO-14, F-12).

It must not search a text: `charter_text` does.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.party_building.domain.charter_text import ClauseFinding, ClausePresence, article_at, find_clauses


class RelationClause(enum.Enum):
    """The six clauses on party organisation and management; a person says where they stand (F-12)."""

    RELATION = enum.auto()
    BOTH_POSTS = enum.auto()
    CROSS_POSTING = enum.auto()
    PARTNERS_MEETINGS = enum.auto()
    CONSULTATION = enum.auto()
    BUDGET = enum.auto()


class CharterCheckState(enum.Enum):
    """Where a version stands."""

    CHECKED = enum.auto()
    REPORTED = enum.auto()
    APPROVED = enum.auto()
    RETURNED = enum.auto()
    SUPERSEDED = enum.auto()


_S = CharterCheckState
MOVES: Moves[CharterCheckState] = {
    _S.CHECKED: {"giveOpinion": frozenset({_S.REPORTED, _S.RETURNED})},
    _S.REPORTED: {"approve": frozenset({_S.APPROVED}), "return": frozenset({_S.RETURNED})},
    _S.APPROVED: {},
    _S.RETURNED: {},
    _S.SUPERSEDED: {},
}
UNDECIDED = frozenset({_S.CHECKED, _S.REPORTED})
# NOTE: system's design; the seed's charters are not seen. As many pass the gateway's 256 KiB even if written as \uXXXX.
MOST_CHARACTERS = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationMark:
    """Where one of the six clauses stands, by somebody who read it; `article` follows from the line."""

    clause: RelationClause
    line: int
    remark: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterOpinion:
    """A step of the approval."""

    state: CharterCheckState
    happened_date: dt.date
    document_number: str
    remark: str
    late: bool
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterDraft:
    """What an office sent in."""

    office: str
    lines: tuple[str, ...]
    relation_marks: tuple[RelationMark, ...]
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterCheck(CharterDraft):
    """A version, looked through."""

    name: str
    version: int
    findings: tuple[ClauseFinding, ...]
    state: CharterCheckState
    opinions: tuple[CharterOpinion, ...]
    approved_date: dt.date | None
    division: str
    create_time: dt.datetime
    etag: str

    @property
    def missing_relations(self) -> tuple[RelationClause, ...]:
        """Which of the six clauses nobody found."""
        found = {mark.clause for mark in self.relation_marks}
        return tuple(clause for clause in RelationClause if clause not in found)

    @property
    def complete(self) -> bool:
        """Whether all seven and all six stand there."""
        return not self.missing_relations and all(one.presence is ClausePresence.PRESENT for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterFilter:
    """What a list asks for; None and empty mean any."""

    office: str
    state: CharterCheckState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterPaper(Happening):
    """When, on which paper and with which words something became of a version."""

    document_number: str
    remark: str


def look_through(draft: CharterDraft, *, name: str, version: int, division: str, now: dt.datetime) -> CharterCheck:
    """A version with what was found in it (PB-28). Raises InvalidFields."""
    faults = tuple(_faults(draft))
    if faults:
        raise InvalidFields(faults)
    marks = tuple(replace(mark, article=article_at(draft.lines, mark.line)) for mark in draft.relation_marks)
    return CharterCheck(
        office=draft.office, lines=draft.lines, relation_marks=marks, document_number=draft.document_number, name=name,
        version=version, findings=find_clauses(draft.lines), state=_S.CHECKED, opinions=(), approved_date=None,
        division=division, create_time=now, etag="1",
    )  # fmt: skip


def allow(check: CharterCheck, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, check.state, action, what="章程审核", etag=check.etag, given=etag)


def refuse_incomplete(check: CharterCheck) -> None:
    """Raise CHARTER_INCOMPLETE: the charter must hold the clauses before it is reported or approved (GO-14, F-12)."""
    if not check.complete:
        missing = [one.clause.name for one in check.findings if one.presence is not ClausePresence.PRESENT]
        raise RuleViolated(
            "CHARTER_INCOMPLETE",
            "章程党建条款不齐全，近似表述不算（GO-14、PB-28）。请退回该所按规定表述补齐后重新报送。",
            rules=("GO-14", "PB-28"),
            missing=",".join([*missing, *(clause.name for clause in check.missing_relations)]),
        )


def concluded(check: CharterCheck, state: CharterCheckState, paper: CharterPaper, entry: Entry) -> CharterCheck:
    """The version one step further (GO-14)."""
    opinion = CharterOpinion(
        state=state, happened_date=entry.happened_date, document_number=paper.document_number, remark=paper.remark,
        late=entry.late, entry_reason=entry.reason,
    )  # fmt: skip
    approved = entry.happened_date if state is _S.APPROVED else None
    return replace(
        check, state=state, opinions=(*check.opinions, opinion), approved_date=approved, etag=str(int(check.etag) + 1)
    )


def superseded(check: CharterCheck) -> CharterCheck:
    """A version that was not decided before a newer one came."""
    return replace(check, state=_S.SUPERSEDED, etag=str(int(check.etag) + 1))


def _faults(draft: CharterDraft) -> Iterator[Violation]:
    if sum(map(len, draft.lines)) > MOST_CHARACTERS:
        yield _fault("lines", "TEXT_TOO_LONG", "章程全文不超过四万字（PB-28），请只录入章程正文")
    seen = set()
    for place, mark in enumerate(draft.relation_marks):
        if mark.line > len(draft.lines):
            yield _fault(f"relation_marks[{place}].line", "LINE_UNKNOWN", "章程没有该行（PB-28），请按章程正文填写行号")
        if mark.clause in seen:
            yield _fault(
                f"relation_marks[{place}].clause", "CLAUSE_TWICE", "同一条款只填一次（PB-28），请删除重复的一项"
            )
        seen.add(mark.clause)


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"charter_check.{field}", reason=reason, description=description)
