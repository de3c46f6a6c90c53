"""Items of the report lines: registered, triaged, answered (SV-82, XF-38). It must not open a clue."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.clue import NO_ITEM, ClueSource, Finding, institution_of
from services.supervision.domain.clue_report import refuse_nobody
from services.supervision.domain.documented import Documented


class ReportChannel(enum.Enum):
    """By which line something was reported."""

    REPORT_LINE = enum.auto()
    LINE_12348 = enum.auto()
    RADIO = enum.auto()
    TELEVISION = enum.auto()
    PRESS = enum.auto()
    NETWORK = enum.auto()
    PETITION = enum.auto()


class ReportTriage(enum.Enum):
    """What an item is."""

    CLUE = enum.auto()
    COMPLAINT = enum.auto()
    CONTACT = enum.auto()
    NOT_OURS = enum.auto()


class ReportItemState(enum.Enum):
    """Where an item stands."""

    REGISTERED = enum.auto()
    TRIAGED = enum.auto()
    ANSWERED = enum.auto()


_S = ReportItemState
MOVES: Moves[ReportItemState] = {
    _S.REGISTERED: {"triage": frozenset({_S.TRIAGED})},
    _S.TRIAGED: {"answer": frozenset({_S.ANSWERED})},
    _S.ANSWERED: {},
}
LEADS = frozenset({ReportTriage.CLUE, ReportTriage.COMPLAINT})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What people said; kept sealed."""

    content: str
    caller: str
    triage_reason: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItemDraft:
    """What is registered."""

    division: str
    channel: ReportChannel
    source_reference: str
    owner: str
    item: int
    words: ReportWords
    received_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem(ReportItemDraft):
    """One item as it stands."""

    name: str
    number: str
    received_date: dt.date
    caller_known: bool
    state: ReportItemState
    triage: ReportTriage | None
    clue: str
    handed_to: str
    triaged_date: dt.date | None
    answered_date: dt.date | None
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItemFilter:
    """What a list asks for; None means any."""

    state: ReportItemState | None
    triage: ReportTriage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageOfItem(Documented):
    """What it is, and why."""

    triage: ReportTriage
    reason: str
    handed_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerToCaller(Documented):
    """What the caller is told."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWasConsultation:
    """It is a consultation: legal_aid opens a contact (XF-38)."""

    report_item: str
    division: str
    caller_known: bool
    received_date: dt.date


def report_number(year: int, count: int) -> str:
    """For example （2026）举报登记第1号."""
    return f"（{year}）举报登记第{count}号"


def registered(draft: ReportItemDraft, *, name: str, number: str, entry: Entry, now: dt.datetime) -> ReportItem:
    """It gets its number before anybody judges it (SV-82)."""
    said = {field.name: getattr(draft, field.name) for field in fields(ReportItemDraft)}
    words = replace(draft.words, triage_reason="", answer="")
    return ReportItem(
        **{**said, "words": words, "received_date": entry.happened_date}, name=name, number=number,
        caller_known=bool(draft.words.caller), state=_S.REGISTERED, triage=None, clue="", handed_to="",
        triaged_date=None, answered_date=None, create_time=now, etag="1",
    )  # fmt: skip


def known(number: str) -> Refusal:
    """ALREADY_EXISTS: the call or letter is registered."""
    message = f"该来源编号已登记为{number}（SV-82），不能重复登记。请核对 source_reference，在原登记中办理。"
    return Refusal(Kind.ALREADY_EXISTS, "REPORT_REGISTERED", message, metadata={"rules": "SV-82"})


def allow(item: ReportItem, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, item.state, action, what="举报登记", etag=item.etag, given=etag)


def triaged(item: ReportItem, told: TriageOfItem, entry: Entry) -> ReportItem:
    """A clue, a complaint, a contact, or another body's (SV-82).

    Raises InvalidFields HANDED_TO: the body is named when, and only when, it is not ours. Raises
    COMPLAINT_WITHOUT_SUBJECT (XF-25).
    """
    if (told.triage is ReportTriage.NOT_OURS) is not bool(told.handed_to):
        text = "不属于本机关受理的须写明转送的机关，其他情形不填（SV-82），请核对"
        raise InvalidFields((Violation(field="handed_to", reason="HANDED_TO", description=text),))
    refuse_nobody(item.owner, is_complaint=told.triage is ReportTriage.COMPLAINT)
    words = replace(item.words, triage_reason=told.reason)
    return _changed(
        item, state=_S.TRIAGED, triage=told.triage, handed_to=told.handed_to, triaged_date=entry.happened_date,
        words=words,
    )  # fmt: skip


def lead_of(item: ReportItem) -> Finding | None:
    """What the item says, as a finding (SV-82, XF-25); None unless it is a clue or a complaint."""
    if item.triage not in LEADS:
        return None
    petition = item.channel is ReportChannel.PETITION
    return Finding(
        source=ClueSource.PETITION if petition else ClueSource.HOTLINE, subject=item.name, kind="",
        item=item.item or NO_ITEM, institution=institution_of(item.owner), owner=item.owner, division=item.division,
        decision_number="", rule_id="SV-82", due_date=None, happened_date=item.received_date,
    )  # fmt: skip


def told_consultation(item: ReportItem) -> CallWasConsultation | None:
    """What legal_aid is told of a consultation (XF-38); None for everything else."""
    if item.triage is not ReportTriage.CONTACT:
        return None
    return CallWasConsultation(
        report_item=item.name, division=item.division, caller_known=item.caller_known,
        received_date=item.received_date,
    )  # fmt: skip


def with_clue(item: ReportItem, clue: str) -> ReportItem:
    """With the clue that was opened."""
    return replace(item, clue=clue)


def answered(item: ReportItem, told: AnswerToCaller, entry: Entry) -> ReportItem:
    """The caller knows what became of it (SV-82). Raises CALLER_UNKNOWN."""
    if not item.caller_known:
        message = "该举报没有留下联系方式，无法答复（SV-82）。请核对登记，不需要答复的到此为止。"
        raise RuleViolated("CALLER_UNKNOWN", message, rules=("SV-82",))
    words = replace(item.words, answer=told.answer)
    return _changed(item, state=_S.ANSWERED, answered_date=entry.happened_date, words=words)


def _changed(item: ReportItem, **values: Any) -> ReportItem:
    return replace(item, etag=str(int(item.etag) + 1), **values)
