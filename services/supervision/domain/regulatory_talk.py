"""Regulatory talks (约谈): approved, by two officers, with undertakings (SV-77). It must not penalise anybody."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.documented import Documented
from services.supervision.domain.inspection_officer import InspectionOfficer, may_inspect
from services.supervision.domain.rectification import RectificationDraft, RectificationSource
from services.supervision.domain.subject import SubjectType, check_subject


class RegulatoryTalkState(enum.Enum):
    """Where a talk stands."""

    PLANNED = enum.auto()
    APPROVED = enum.auto()
    HELD = enum.auto()
    CANCELLED = enum.auto()


_S = RegulatoryTalkState
MOVES: Moves[RegulatoryTalkState] = {
    _S.PLANNED: {"approve": frozenset({_S.APPROVED}), "cancel": frozenset({_S.CANCELLED})},
    _S.APPROVED: {"record": frozenset({_S.HELD}), "cancel": frozenset({_S.CANCELLED})},
    _S.HELD: {},
    _S.CANCELLED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkUndertaking:
    """What was undertaken, and by which day."""

    problem: str
    measure: str
    responsible_person: str
    due_date: dt.date
    rectification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatoryTalkDraft:
    """With whom, about what, and by whom."""

    division: str
    subject_type: SubjectType
    subject: str
    unit_title: str
    source_reference: str
    facts: str
    officers: tuple[str, ...]
    demands: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatoryTalk(RegulatoryTalkDraft):
    """One talk as it stands."""

    name: str
    state: RegulatoryTalkState
    approval_document: str
    approved_date: dt.date | None
    held_date: dt.date | None
    record_document: str
    undertakings: tuple[TalkUndertaking, ...]
    signed: bool
    refusal_note: str
    cancel_reason: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatoryTalkFilter:
    """What a list asks for; None and empty mean any."""

    state: RegulatoryTalkState | None
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecord(Documented):
    """What was undertaken, and whether it was signed."""

    undertakings: tuple[TalkUndertaking, ...]
    signed: bool
    refusal_note: str


def planned(draft: RegulatoryTalkDraft, *, name: str, now: dt.datetime) -> RegulatoryTalk:
    """A talk that nobody has approved yet (SV-77). Raises SUBJECT_MISMATCH."""
    check_subject(draft.subject_type, draft.subject)
    return RegulatoryTalk(
        **asdict(draft), name=name, state=_S.PLANNED, approval_document="", approved_date=None, held_date=None,
        record_document="", undertakings=(), signed=False, refusal_note="", cancel_reason="", create_time=now,
        etag="1",
    )  # fmt: skip


def check_talkers(talk: RegulatoryTalkDraft, found: Sequence[InspectionOfficer], on: dt.date) -> None:
    """Two at least, certified on the day, without an interest in whom they talk to (SV-77). Raises OFFICERS_UNFIT."""
    fit = [one for one in found if may_inspect(one, on) and talk.subject not in {had.subject for had in one.interests}]
    if len(fit) < len(talk.officers):
        raise RuleViolated(
            "OFFICERS_UNFIT",
            "约谈人员须为两名以上，当日持有有效执法证，并且与被约谈对象没有利害关系（SV-77）。请核对约谈人员。",
            rules=("SV-77",),
        )


def allow(talk: RegulatoryTalk, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, talk.state, action, what="约谈", etag=talk.etag, given=etag)


def approved(talk: RegulatoryTalk, told: Documented, entry: Entry) -> RegulatoryTalk:
    """It may be held (SV-77)."""
    return _changed(
        talk, state=_S.APPROVED, approval_document=told.document_number, approved_date=entry.happened_date
    )  # fmt: skip


def recorded(talk: RegulatoryTalk, told: TalkRecord, entry: Entry, made: Sequence[str]) -> RegulatoryTalk:
    """It was held; `made` are the rectifications of its undertakings, in order (SV-77)."""
    kept = tuple(replace(one, rectification=name) for one, name in zip(told.undertakings, made, strict=True))
    return _changed(
        talk, state=_S.HELD, held_date=entry.happened_date, record_document=told.document_number,
        undertakings=kept, signed=told.signed, refusal_note=told.refusal_note,
    )  # fmt: skip


def check_record(told: TalkRecord, on: dt.date) -> None:
    """Signed, or how it was refused; no undertaking is due before the talk (SV-77).

    Raises InvalidFields SIGNATURE_OR_REFUSAL, DATE_BEFORE_PREVIOUS.
    """
    early = "承诺的整改期限早于约谈日期（SV-77），请核对日期"
    faults = tuple(
        Violation(field=f"undertakings[{which}].due_date", reason="DATE_BEFORE_PREVIOUS", description=early)
        for which, one in enumerate(told.undertakings)
        if one.due_date < on
    )
    if faults:
        raise InvalidFields(faults)
    if told.signed is bool(told.refusal_note):
        text = "被约谈对象签字的不填拒签情况，拒绝签字的须写明拒签情况（SV-77），请核对"
        raise InvalidFields((Violation(field="refusal_note", reason="SIGNATURE_OR_REFUSAL", description=text),))


def to_put_right(
    talk: RegulatoryTalk, told: TalkRecord, one: TalkUndertaking, entry: Entry
) -> RectificationDraft:  # fmt: skip
    """An undertaking as a rectification with its day (SV-77)."""
    return RectificationDraft(
        source=RectificationSource.OTHER, source_reference=talk.name, item=0, subject_type=talk.subject_type,
        subject=talk.subject, unit_title=talk.unit_title, division=talk.division, problem=one.problem,
        measure=one.measure, responsible_person=one.responsible_person, responsible_account="", action_officer="",
        phase_end_date=None, document_number=told.document_number, entry_reason=entry.reason,
        issued_date=entry.happened_date, due_date=one.due_date,
    )  # fmt: skip


def cancelled(talk: RegulatoryTalk, reason: str) -> RegulatoryTalk:
    """It is not held."""
    return _changed(talk, state=_S.CANCELLED, cancel_reason=reason)


def _changed(talk: RegulatoryTalk, **values: Any) -> RegulatoryTalk:
    return replace(talk, etag=str(int(talk.etag) + 1), **values)
