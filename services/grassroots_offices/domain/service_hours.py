"""Public-interest hours of practitioners (GO-80): what is entered, confirmed, taken back. It must not add them up."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.practitioner import EMPLOYED, Practitioner


class ServiceKind(enum.Enum):
    """What was done (GO-80)."""

    DISPUTE_RESOLUTION = enum.auto()
    ADVISER = enum.auto()
    POVERTY_RELIEF = enum.auto()
    AID_CONSULTATION = enum.auto()
    PETITION = enum.auto()
    LECTURE = enum.auto()
    ENTERPRISE_CHECKUP = enum.auto()


class ServicePay(enum.Enum):
    """Who pays for it."""

    UNPAID = enum.auto()
    PURCHASED = enum.auto()
    DUTY = enum.auto()
    CHARGED = enum.auto()


class ServiceConfirmer(enum.Enum):
    """Who confirms that it was done."""

    BODY_SERVED = enum.auto()
    JUDICIAL_OFFICE = enum.auto()


class ServiceHoursState(enum.Enum):
    """Where an entry stands; CONFIRMED alone counts."""

    RECORDED = enum.auto()
    CONFIRMED = enum.auto()
    VOIDED = enum.auto()


_S = ServiceHoursState
MOVES: Moves[ServiceHoursState] = {
    _S.RECORDED: {"confirm": frozenset({_S.CONFIRMED}), "void": frozenset({_S.VOIDED})},
    _S.CONFIRMED: {"void": frozenset({_S.VOIDED})},
    _S.VOIDED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHoursDraft:
    """What is entered."""

    practitioner: str
    service_date: dt.date
    minutes: int
    kind: ServiceKind
    pay: ServicePay
    body_served: str
    evidence: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHours(ServiceHoursDraft):
    """An entry; `office` is where he belonged on the day, as known when it was entered."""

    name: str
    office: str
    state: ServiceHoursState
    late: bool
    confirmer: ServiceConfirmer | None
    document_number: str
    state_date: dt.date
    void_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHoursFilter:
    """What a list asks for; None and empty mean any."""

    state: ServiceHoursState | None
    practitioner: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(Documented):
    """Who confirms the hours."""

    confirmer: ServiceConfirmer


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiding(Documented):
    """Why the hours are taken back."""

    void_reason: str


def office_on(practitioner: Practitioner, day: dt.date) -> str:
    """The office that somebody belonged to on a day; empty without one (E-50)."""
    begun = [span for span in practitioner.spans if span.from_date <= day]
    return begun[-1].office if begun and begun[-1].state in EMPLOYED else ""


def record_hours(
    draft: ServiceHoursDraft, practitioner: Practitioner, *, name: str, entry: Entry, now: dt.datetime
) -> ServiceHours:
    """The hours, which do not count yet. Raises PAID_WORK, NOT_EMPLOYED_THEN (GO-80, GO-88)."""
    if draft.pay is not ServicePay.UNPAID:
        raise RuleViolated(
            "PAID_WORK",
            "政府购买、有值班补贴或者向当事人收费的服务不计公益服务时长（GO-80、GO-88）。请只登记无偿服务。",
            rules=("GO-80", "GO-88"),
        )
    office = office_on(practitioner, draft.service_date)
    if not office:
        raise RuleViolated(
            "NOT_EMPLOYED_THEN",
            "该人员服务当日不在任何所执业，不能登记公益服务时长（GO-80）。请核对服务日期和人员的执业经历。",
            rules=("GO-80",),
        )
    values = {field.name: getattr(draft, field.name) for field in fields(ServiceHoursDraft)}
    return ServiceHours(
        **values, name=name, office=office, state=ServiceHoursState.RECORDED, late=entry.late, confirmer=None,
        document_number="", state_date=entry.happened_date, void_reason="", division=practitioner.division,
        create_time=now, etag="1",
    )  # fmt: skip


def allow(hours: ServiceHours, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, hours.state, action, what="公益服务时长记录", etag=hours.etag, given=etag)


def confirmed(hours: ServiceHours, confirmation: Confirmation, entry: Entry) -> ServiceHours:
    """The body served or the judicial office confirms them: from now on they count (GO-80)."""
    return replace(
        hours, state=ServiceHoursState.CONFIRMED, confirmer=confirmation.confirmer,
        document_number=confirmation.document_number, state_date=entry.happened_date, etag=str(int(hours.etag) + 1),
    )  # fmt: skip


def voided(hours: ServiceHours, voiding: Voiding, entry: Entry) -> ServiceHours:
    """They do not count any more; the entry stays readable (GO-80)."""
    return replace(
        hours, state=ServiceHoursState.VOIDED, void_reason=voiding.void_reason,
        document_number=voiding.document_number, state_date=entry.happened_date, etag=str(int(hours.etag) + 1),
    )  # fmt: skip


def hours_twice() -> Refusal:
    """The refusal of a second entry of one practitioner and day on the same evidence."""
    message = (
        "该人员当日同一份证明材料已登记公益服务时长，同一时长不能计两次（GO-80）。如登记有误，请先作废（void）原记录。"
    )
    return Refusal(Kind.ALREADY_EXISTS, "HOURS_TWICE", message)
