"""The yearly appraisal account: entries with reason and source (SV-79). It must not exclude anybody: people decide."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class AppraisalKind(enum.Enum):
    """What an entry comes from."""

    CAMPAIGN = enum.auto()
    SPOT_CHECK = enum.auto()
    SCORE = enum.auto()
    BREACH = enum.auto()
    PRAISE = enum.auto()
    ASSESSMENT = enum.auto()
    ACCOUNTABILITY = enum.auto()


class AppraisalEffect(enum.Enum):
    """For or against whom it is about."""

    FOR = enum.auto()
    AGAINST = enum.auto()
    NEUTRAL = enum.auto()


class AppraisalEntryState(enum.Enum):
    """Whether an entry counts."""

    COUNTED = enum.auto()
    WITHDRAWN = enum.auto()


_S = AppraisalEntryState
MOVES: Moves[AppraisalEntryState] = {_S.COUNTED: {"withdraw": frozenset({_S.WITHDRAWN})}, _S.WITHDRAWN: {}}
BY_HAND = frozenset({AppraisalKind.SCORE, AppraisalKind.BREACH, AppraisalKind.PRAISE})


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalDraft:
    """Who is appraised, how, why and by which record; `year` 0 is the one of the day."""

    division: str
    year: int
    subject: str
    unit_title: str
    section: str
    kind: AppraisalKind
    effect: AppraisalEffect
    reason: str
    source: str
    happened_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalEntry(AppraisalDraft):
    """One entry as it stands."""

    name: str
    happened_date: dt.date
    state: AppraisalEntryState
    withdrawal_reason: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalFilter:
    """What a list asks for; None, 0 and empty mean any."""

    year: int
    subject: str
    kind: AppraisalKind | None
    state: AppraisalEntryState | None
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalAccount:
    """What somebody has in a year."""

    subject: str
    unit_title: str
    section: str
    for_count: int
    against_count: int
    neutral_count: int


def check_by_hand(draft: AppraisalDraft) -> None:
    """What an officer may enter, and of whom (SV-79). Raises InvalidFields KIND_BOOKED_ELSEWHERE, APPRAISED_MISSING."""
    if draft.kind not in BY_HAND:
        text = "该类事项由检查、考核和问责自动记入（SV-79），人工只登记评分、违规和表扬，请核对"
        raise InvalidFields((_fault("kind", reason="KIND_BOOKED_ELSEWHERE", text=text),))
    if not (draft.subject or draft.unit_title or draft.section):
        text = "须写明被考核的单位、人员或者科室（SV-79），请填写 subject、unit_title 或者 section"
        raise InvalidFields((_fault("subject", reason="APPRAISED_MISSING", text=text),))


def entered() -> Refusal:
    """ALREADY_EXISTS: the record stands in the account."""
    message = "该对象的这一事项已按同一来源记入考核台账（SV-79），不能重复登记。请核对 source。"
    return Refusal(Kind.ALREADY_EXISTS, "APPRAISAL_ENTERED", message, metadata={"rules": "SV-79"})


def booked(draft: AppraisalDraft, *, name: str, entry: Entry, now: dt.datetime) -> AppraisalEntry:
    """An entry, good or bad, of the year of the day, unless a fact says another (SV-42, SV-79)."""
    said = {field.name: getattr(draft, field.name) for field in fields(AppraisalDraft)}
    said |= {"happened_date": entry.happened_date, "year": draft.year or entry.happened_date.year}
    return AppraisalEntry(**said, name=name, state=_S.COUNTED, withdrawal_reason="", create_time=now, etag="1")


def allow(entry: AppraisalEntry, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, entry.state, action, what="考核记录", etag=entry.etag, given=etag)


def withdrawn(entry: AppraisalEntry, reason: str) -> AppraisalEntry:
    """It counts no longer and stays on record (SV-79)."""
    return replace(entry, state=_S.WITHDRAWN, withdrawal_reason=reason, etag=str(int(entry.etag) + 1))


def _fault(field: str, *, reason: str, text: str) -> Violation:
    return Violation(field=f"appraisal_entry.{field}", reason=reason, description=text)
