"""Daily assessment of offices (GO-85): what is noted and why, and what the office answers. It must not score."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class DailyEntryKind(enum.Enum):
    """What was noted."""

    VISIT = enum.auto()
    LATE_REPORT = enum.auto()
    COMPLAINT = enum.auto()
    PRAISE = enum.auto()


class DailyEntryState(enum.Enum):
    """Where it stands; WITHDRAWN is shown beside no sheet."""

    NOTED = enum.auto()
    ANSWERED = enum.auto()
    WITHDRAWN = enum.auto()


_S = DailyEntryState
MOVES: Moves[DailyEntryState] = {
    _S.NOTED: {"answer": frozenset({_S.ANSWERED}), "withdraw": frozenset({_S.WITHDRAWN})},
    _S.ANSWERED: {"withdraw": frozenset({_S.WITHDRAWN})},
    _S.WITHDRAWN: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyEntryDraft:
    """What is noted."""

    office: str
    kind: DailyEntryKind
    noted_date: dt.date
    reason: str
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyEntry(DailyEntryDraft):
    """One entry; `answer` empty before the office spoke."""

    name: str
    state: DailyEntryState
    late: bool
    answer: str
    answered_date: dt.date | None
    withdrawal_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyEntryFilter:
    """What a list asks for; None and empty mean any."""

    state: DailyEntryState | None
    kind: DailyEntryKind | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyAnswer(Happening):
    """What the office says."""

    answer: str


def note_entry(
    draft: DailyEntryDraft, *, division: str, name: str, entry: Entry, now: dt.datetime
) -> DailyEntry:  # fmt: skip
    """Something noted, which the office may answer (GO-85)."""
    values = {field.name: getattr(draft, field.name) for field in fields(DailyEntryDraft)}
    return DailyEntry(
        **values, name=name, state=DailyEntryState.NOTED, late=entry.late, answer="", answered_date=None,
        withdrawal_reason="", division=division, create_time=now, etag="1",
    )  # fmt: skip


def allow(noted: DailyEntry, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, noted.state, action, what="日常考核记录", etag=noted.etag, given=etag)


def answered(noted: DailyEntry, answer: str, entry: Entry) -> DailyEntry:
    """The office has answered (GO-85)."""
    done = replace(noted, answer=answer, answered_date=entry.happened_date)
    return replace(done, state=DailyEntryState.ANSWERED, etag=str(int(noted.etag) + 1))


def withdrawn(noted: DailyEntry, reason: str) -> DailyEntry:
    """Taken back; it stays readable."""
    return replace(
        noted, state=DailyEntryState.WITHDRAWN, withdrawal_reason=reason, etag=str(int(noted.etag) + 1)
    )  # fmt: skip
