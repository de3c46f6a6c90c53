"""How somebody is received: by number, by appointment, at home, online (LA-130).

It must not end an application: who does not come has withdrawn nothing.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move

VISITORS = 2


class ReceptionMode(enum.Enum):
    """How somebody is received."""

    COUNTER = enum.auto()
    EXTENDED_HOURS = enum.auto()
    APPOINTMENT = enum.auto()
    HOME = enum.auto()
    ONLINE = enum.auto()


class ReceptionState(enum.Enum):
    """Where a reception stands."""

    WAITING = enum.auto()
    SERVED = enum.auto()
    MISSED = enum.auto()
    CANCELLED = enum.auto()


_S = ReceptionState
MOVES: Moves[ReceptionState] = {
    _S.WAITING: {
        "serve": frozenset({_S.SERVED}),
        "miss": frozenset({_S.MISSED}),
        "rebook": frozenset({_S.WAITING}),
        "cancel": frozenset({_S.CANCELLED}),
    },
    _S.SERVED: {},
    _S.MISSED: {"rebook": frozenset({_S.WAITING}), "cancel": frozenset({_S.CANCELLED})},
    _S.CANCELLED: {},
}
# What each mode needs to be agreed, field by field.
_AGREED = ("subject", "planned_date", "planned_time")
_NEEDED = {
    ReceptionMode.COUNTER: (),
    ReceptionMode.APPOINTMENT: _AGREED,
    ReceptionMode.HOME: (*_AGREED, "place", "visit_reason"),
    ReceptionMode.ONLINE: _AGREED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionDraft:
    """What is entered; `planned_date` None means today at the counter."""

    institution: str
    mode: ReceptionMode
    subject: str
    planned_date: dt.date | None
    planned_time: str
    place: str
    visit_reason: str
    visitors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception(ReceptionDraft):
    """A reception; `number` is drawn at the counter alone, at `create_time`."""

    planned_date: dt.date
    name: str
    number: str
    division: str
    served_mode: ReceptionMode | None
    served_time: dt.datetime | None
    missed_dates: tuple[dt.date, ...]
    reason: str
    state: ReceptionState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: ReceptionState | None
    planned_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebooking:
    """Another date."""

    planned_date: dt.date
    planned_time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionCancelling:
    """Why it is called off, and whether the person wants it."""

    by_person: bool
    reason: str


def check_draft(draft: ReceptionDraft, *, today: dt.date) -> None:
    """What the mode needs is there (LA-130). Raises InvalidFields REQUIRED, TWO_VISITORS, DATE_IN_PAST."""
    faults = [
        _fault(field, "REQUIRED", "该接待方式须填写此项（LA-130），请补充")
        for field in _NEEDED[draft.mode]
        if not getattr(draft, field)
    ]
    if draft.mode is ReceptionMode.HOME and len(draft.visitors) < VISITORS:
        faults.append(_fault("visitors", "TWO_VISITORS", "上门服务须两人以上（LA-130），请补充上门人员"))
    if faults:
        raise InvalidFields(tuple(faults))
    if draft.planned_date is not None:
        _refuse_past(draft.planned_date, "reception.planned_date", today)


def drawn(
    draft: ReceptionDraft, *, number: str, name: str, division: str, now: dt.datetime, today: dt.date
) -> Reception:
    """Somebody waits, with a number or a date (LA-130)."""
    return Reception(
        institution=draft.institution, mode=draft.mode, subject=draft.subject,
        planned_date=draft.planned_date or today, planned_time=draft.planned_time, place=draft.place,
        visit_reason=draft.visit_reason, visitors=draft.visitors, name=name, number=number, division=division,
        served_mode=None, served_time=None, missed_dates=(), reason="", state=_S.WAITING, create_time=now, etag="1",
    )  # fmt: skip


def refuse_after_closing(clock: str, closing: str) -> None:
    """No number is drawn after closing; both `hh:mm` in Beijing (LA-130). Raises RuleViolated COUNTER_CLOSED."""
    if clock >= closing:
        message = f"窗口已于{closing}停止取号（LA-130）。请预约其他时间，行动不便的可预约上门。"
        raise RuleViolated("COUNTER_CLOSED", message, rules=("LA-130",))


def served(reception: Reception, *, now: dt.datetime, clock: str, closing: str) -> Reception:
    """Received; whoever drew a number before closing is received after it, in extended hours (LA-130)."""
    late = reception.mode is ReceptionMode.COUNTER and clock >= closing
    mode = ReceptionMode.EXTENDED_HOURS if late else reception.mode
    return replace(reception, state=_S.SERVED, served_mode=mode, served_time=now)


def missed(reception: Reception, *, today: dt.date) -> Reception:
    """Nobody came (LA-130). Raises RuleViolated NUMBER_IS_SERVED, NOT_DUE."""
    _refuse_number(reception)
    if today < reception.planned_date:
        message = "约定日期未到，不能登记为未到（LA-130）。请在约定日期之后登记。"
        raise RuleViolated("NOT_DUE", message, rules=("LA-130",))
    return replace(reception, state=_S.MISSED, missed_dates=(*reception.missed_dates, reception.planned_date))


def rebooked(reception: Reception, said: Rebooking, *, today: dt.date) -> Reception:
    """Another date (LA-130). Raises RuleViolated NUMBER_IS_SERVED, InvalidFields DATE_IN_PAST."""
    _refuse_number(reception)
    _refuse_past(said.planned_date, "planned_date", today)
    return replace(
        reception, state=_S.WAITING, planned_date=said.planned_date, planned_time=said.planned_time
    )  # fmt: skip


def cancelled(reception: Reception, said: ReceptionCancelling) -> Reception:
    """Called off; a number only by whoever drew it (LA-130). Raises RuleViolated NUMBER_IS_SERVED."""
    if not said.by_person:
        _refuse_number(reception)
    return replace(reception, state=_S.CANCELLED, reason=said.reason)


def allow(reception: Reception, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, reception.state, action, what="接待登记", etag=reception.etag, given=etag)


def _refuse_number(reception: Reception) -> None:
    if reception.mode is ReceptionMode.COUNTER:
        message = "下班前取号的须当日接待（LA-130），不能改期、作未到或者由窗口取消。请接待；本人放弃的请注明本人要求。"
        raise RuleViolated("NUMBER_IS_SERVED", message, rules=("LA-130",))


def _refuse_past(day: dt.date, field: str, today: dt.date) -> None:
    if day < today:
        text = "约定日期不能早于今天（LA-130），请另行约定"
        raise InvalidFields((Violation(field=field, reason="DATE_IN_PAST", description=text),))


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=f"reception.{field}", reason=reason, description=text)
