"""Outreach: what a team does outside of the office, free of charge or purchased (LA-135).

It must not make a case of an activity, and it must not look anybody up.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.handler import Handler, HandlerKind


class OutreachKind(enum.Enum):
    """What was done, as offices count it (XF-36)."""

    DISPUTE_RESOLUTION = enum.auto()
    ADVISER = enum.auto()
    POVERTY_RELIEF = enum.auto()
    AID_CONSULTATION = enum.auto()
    PETITION = enum.auto()
    LECTURE = enum.auto()
    ENTERPRISE_CHECKUP = enum.auto()


class OutreachPay(enum.Enum):
    """Who pays for it."""

    UNPAID = enum.auto()
    PURCHASED = enum.auto()


class OutreachMatter(enum.Enum):
    """What people asked about."""

    LAND = enum.auto()
    DEMOLITION = enum.auto()
    WAGES = enum.auto()
    FAMILY = enum.auto()
    OTHER = enum.auto()


class OutreachConfirmer(enum.Enum):
    """Who confirms that it was done."""

    BODY_SERVED = enum.auto()
    JUDICIAL_OFFICE = enum.auto()


class OutreachState(enum.Enum):
    """Where an activity stands; the hours of CONFIRMED ones count."""

    RECORDED = enum.auto()
    CONFIRMED = enum.auto()
    VOIDED = enum.auto()


_S = OutreachState
MOVES: Moves[OutreachState] = {
    _S.RECORDED: {"confirm": frozenset({_S.CONFIRMED}), "void": frozenset({_S.VOIDED})},
    _S.CONFIRMED: {"void": frozenset({_S.VOIDED})},
    _S.VOIDED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachMember:
    """One member of the team and the minutes of the day."""

    handler: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachDraft:
    """What is entered; `held_date` None means today."""

    institution: str
    held_date: dt.date | None
    kind: OutreachKind
    pay: OutreachPay
    place: str
    body_served: str
    matters: tuple[OutreachMatter, ...]
    people_served: int
    members: tuple[OutreachMember, ...]
    enterprise_needs: str
    handbook_version: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachActivity(OutreachDraft):
    """An activity; `document_number` and `state_date` belong to its state."""

    held_date: dt.date
    name: str
    division: str
    state: OutreachState
    late: bool
    confirmer: OutreachConfirmer | None
    document_number: str
    state_date: dt.date
    void_reason: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: OutreachState | None
    kind: OutreachKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachConfirming:
    """Who confirms it, on which paper."""

    document_number: str
    confirmer: OutreachConfirmer


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachVoiding:
    """Why it is struck out, on which paper."""

    document_number: str
    void_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachHoursConfirmed:
    """Unpaid hours of a practitioner were confirmed (XF-36)."""

    outreach_activity: str
    institution: str
    division: str
    practitioner: str
    kind: OutreachKind
    minutes: int
    held_date: dt.date
    body_served: str
    confirmer: OutreachConfirmer
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachHoursWithdrawn:
    """Hours that were told are taken back (XF-36)."""

    outreach_activity: str
    institution: str
    division: str
    practitioner: str
    document_number: str
    withdrawn_date: dt.date


def record_outreach(
    draft: OutreachDraft, *, name: str, division: str, entry: Entry, now: dt.datetime
) -> OutreachActivity:
    """An activity that took place; never a subsidised case (LA-135). Raises InvalidFields REQUIRED, MEMBER_TWICE."""
    faults = tuple(_faults(draft))
    if faults:
        raise InvalidFields(faults)
    said = {one.name: getattr(draft, one.name) for one in fields(draft)} | {"held_date": entry.happened_date}
    return OutreachActivity(
        **said, name=name, division=division, state=_S.RECORDED, late=entry.late, confirmer=None, document_number="",
        state_date=entry.happened_date, void_reason="", create_time=now, etag="1",
    )  # fmt: skip


def confirm_outreach(activity: OutreachActivity, said: OutreachConfirming, *, on: dt.date) -> OutreachActivity:
    """Whom it served, or the judicial office, says that it was done (LA-135)."""
    return replace(
        activity, state=_S.CONFIRMED, confirmer=said.confirmer, document_number=said.document_number, state_date=on,
        etag=str(int(activity.etag) + 1),
    )  # fmt: skip


def void_outreach(activity: OutreachActivity, said: OutreachVoiding, *, on: dt.date) -> OutreachActivity:
    """A wrong line struck out, with its paper (P-06)."""
    return replace(
        activity, state=_S.VOIDED, document_number=said.document_number, void_reason=said.void_reason, state_date=on,
        etag=str(int(activity.etag) + 1),
    )  # fmt: skip


def allow(activity: OutreachActivity, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, activity.state, action, what="外出服务活动", etag=activity.etag, given=etag)


def hours_told(activity: OutreachActivity, handlers: Iterable[Handler]) -> tuple[OutreachHoursConfirmed, ...]:
    """What offices are told: unpaid hours of practitioners whom they know, each with his minutes (XF-36)."""
    minutes = {member.handler: member.minutes for member in activity.members}
    return tuple(
        OutreachHoursConfirmed(
            outreach_activity=activity.name, institution=activity.institution, division=activity.division,
            practitioner=one.external_name, kind=activity.kind, minutes=minutes[one.name],
            held_date=activity.held_date, body_served=activity.body_served, confirmer=activity.confirmer,
            document_number=activity.document_number,
        )
        for one in handlers
        if activity.confirmer is not None and _counts(activity, one)
    )  # fmt: skip


def hours_withdrawn(activity: OutreachActivity, handlers: Iterable[Handler]) -> tuple[OutreachHoursWithdrawn, ...]:
    """What is taken back of an activity that was told and is struck out (XF-36)."""
    return tuple(
        OutreachHoursWithdrawn(
            outreach_activity=activity.name, institution=activity.institution, division=activity.division,
            practitioner=one.external_name, document_number=activity.document_number,
            withdrawn_date=activity.state_date,
        )
        for one in handlers
        if activity.confirmer is not None and _counts(activity, one)
    )  # fmt: skip


def _counts(activity: OutreachActivity, handler: Handler) -> bool:
    """Purchased hours never count, and only practitioners have hours to show (XF-36)."""
    known = handler.kind is HandlerKind.PRACTITIONER and handler.external_name != ""
    return known and activity.pay is OutreachPay.UNPAID


def _faults(draft: OutreachDraft) -> Iterator[Violation]:
    if draft.kind is OutreachKind.ENTERPRISE_CHECKUP and not draft.enterprise_needs:
        yield _fault("enterprise_needs", "REQUIRED", "企业法治体检请记录企业需求（LA-135）")
    seen: set[str] = set()
    for place, member in enumerate(draft.members):
        if member.handler in seen:
            yield _fault(f"members[{place}].handler", "MEMBER_TWICE", "同一人员只填一次（LA-135），时长请合并填写")
        seen.add(member.handler)


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=f"outreach_activity.{field}", reason=reason, description=text)
