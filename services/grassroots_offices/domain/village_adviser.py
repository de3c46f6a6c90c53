"""Contracts of village advisers: practitioners or lawyers, for a time (GO-79). It must not count what they do."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.service_hours import ServicePay


class VillageAdviserState(enum.Enum):
    """Where a contract stands; SERVING only inside its dates."""

    SERVING = enum.auto()
    ENDED = enum.auto()


MOVES: Moves[VillageAdviserState] = {
    VillageAdviserState.SERVING: {"end": frozenset({VillageAdviserState.ENDED})},
    VillageAdviserState.ENDED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageAdviserDraft:
    """A contract; a practitioner, or a lawyer with his firm."""

    village: str
    practitioner: str
    lawyer_name: str
    unit: str
    pay: ServicePay
    group_name: str
    from_date: dt.date
    until_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageAdviser(VillageAdviserDraft):
    """One contract; `ended_date` None while it did not end before its last day."""

    name: str
    state: VillageAdviserState
    ended_date: dt.date | None
    end_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageAdviserFilter:
    """What a list asks for; None and empty mean any."""

    state: VillageAdviserState | None
    village: str
    practitioner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserEnd(Documented):
    """Why it ends before its last day."""

    end_reason: str


def engage(draft: VillageAdviserDraft, *, name: str, division: str, now: dt.datetime) -> VillageAdviser:
    """A contract (GO-79). Raises InvalidFields ADVISER_MISSING, DATES_REVERSED."""
    if faults := tuple(_faults(draft)):
        raise InvalidFields(faults)
    values = {field.name: getattr(draft, field.name) for field in fields(VillageAdviserDraft)}
    return VillageAdviser(
        **values, name=name, state=VillageAdviserState.SERVING, ended_date=None, end_reason="", division=division,
        create_time=now, etag="1",
    )  # fmt: skip


def last_day(adviser: VillageAdviser) -> dt.date:
    """The last day on which he serves; the day of an end is none any more (GO-79)."""
    if adviser.ended_date is None:
        return adviser.until_date
    return min(adviser.until_date, adviser.ended_date - dt.timedelta(days=1))


def serves_on(adviser: VillageAdviser, day: dt.date) -> bool:
    """Whether the contract holds on the day (GO-79)."""
    return adviser.from_date <= day <= last_day(adviser)


def allow(adviser: VillageAdviser, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, adviser.state, action, what="村居法律顾问聘任", etag=adviser.etag, given=etag)


def ended(adviser: VillageAdviser, end: AdviserEnd, entry: Entry) -> VillageAdviser:
    """It ends before its last day (GO-79)."""
    return replace(
        adviser, state=VillageAdviserState.ENDED, ended_date=entry.happened_date, end_reason=end.end_reason,
        etag=str(int(adviser.etag) + 1),
    )  # fmt: skip


def _faults(draft: VillageAdviserDraft) -> Iterator[Violation]:
    lawyer = bool(draft.lawyer_name and draft.unit)
    if bool(draft.practitioner) == lawyer or (draft.practitioner and (draft.lawyer_name or draft.unit)):
        yield Violation(
            field="village_adviser.practitioner", reason="ADVISER_MISSING",
            description="请选择一名基层法律服务工作者，或者填写律师姓名和所在律师事务所，二者只填其一（GO-79）",
        )  # fmt: skip
    if draft.until_date < draft.from_date:
        yield Violation(
            field="village_adviser.until_date",
            reason="DATES_REVERSED",
            description="聘期终止日期早于起始日期，请核对聘期",
        )
