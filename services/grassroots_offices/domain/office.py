"""Grassroots legal-service offices: what is registered of them, and the time in which a breach must be cured.

It must not count practitioners: `judging` does.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.credit_code import credit_code_fault
from chassis.kernel.deadline import Deadline
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.criterion import Criterion, Verdict

# Registering department 3 (judicial administration), kind 3 (grassroots legal-service office), GB 32100.
CREDIT_CODE_PREFIX = "33"


class OfficeForm(enum.Enum):
    """Legal form (GO-02)."""

    PUBLIC_INSTITUTION = enum.auto()
    PARTNERSHIP = enum.auto()


class AreaType(enum.Enum):
    """What kind of place it stands in: a move from the country to the town is looked at."""

    TOWNSHIP = enum.auto()
    STREET = enum.auto()


class OfficeState(enum.Enum):
    """Where it stands."""

    LICENSED = enum.auto()
    RECTIFYING = enum.auto()


MOVES: Moves[OfficeState] = {
    OfficeState.LICENSED: {},
    OfficeState.RECTIFYING: {"confirmCure": frozenset({OfficeState.LICENSED})},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """Rooms and equipment (GO-06)."""

    address: str
    area_type: AreaType
    floor_area_m2: int
    reception_area: bool
    office_area: bool
    mediation_area: bool
    archive_room: bool
    desks: int
    computers: int
    printers: int
    cabinets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurePeriod:
    """A time in which a breach of the legal minimum must be cured (GO-10); `cured_date` None while it goes on."""

    name: str
    office: str
    began_date: dt.date
    breaches: tuple[Criterion, ...]
    cured_date: dt.date | None
    document_number: str
    deadline: Deadline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDraft:
    """What is entered of an office that was licensed before (P-07)."""

    display_name: str
    form: OfficeForm
    credit_code: str
    licence_number: str
    licensed_date: dt.date
    institution_certificate: str
    premises: Premises
    document_number: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(OfficeDraft):
    """A registered office, with its verdicts on the day it is read."""

    name: str
    state: OfficeState
    state_date: dt.date
    verdicts: tuple[Verdict, ...]
    cure_periods: tuple[CurePeriod, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFilter:
    """What a list asks for; None means any."""

    state: OfficeState | None


def register_office(draft: OfficeDraft, *, name: str, now: dt.datetime, today: dt.date) -> Office:
    """An office that was licensed before. Raises InvalidFields."""
    faults = tuple(_faults(draft, today))
    if faults:
        raise InvalidFields(faults)
    values = {field.name: getattr(draft, field.name) for field in fields(OfficeDraft)}
    return Office(
        **values, name=name, state=OfficeState.LICENSED, state_date=draft.licensed_date, verdicts=(), cure_periods=(),
        create_time=now, etag="1",
    )  # fmt: skip


def allow(office: Office, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, office.state, action, what="基层法律服务所", etag=office.etag, given=etag)


def moved(office: Office, state: OfficeState, *, on: dt.date) -> Office:
    """The office in another state from the day on."""
    return replace(office, state=state, state_date=on, etag=str(int(office.etag) + 1))


def refuse_breach(found: tuple[Criterion, ...], verdicts: tuple[Verdict, ...]) -> None:
    """Raise STILL_IN_BREACH, with every figure that is too low."""
    if not found:
        return
    lacking = ",".join(f"{one.criterion.name}:{one.measured}/{one.threshold}" for one in verdicts if not one.met)
    raise RuleViolated(
        "STILL_IN_BREACH",
        "该所仍不符合法定设立条件（GO-02），不能确认整改完成。请按核查结果补足人员或者证照后再办理。",
        rules=("GO-02", "GO-10"),
        lacking=lacking,
    )


def licence_taken() -> Refusal:
    """The refusal of a second office under one licence, of which there are an original and a duplicate (GO-12)."""
    message = "该执业许可证号已登记，请从基层法律服务所列表中查找，不要重复登记（GO-12）。"
    return Refusal(Kind.ALREADY_EXISTS, "LICENCE_TAKEN", message)


def credit_code_taken() -> Refusal:
    """The refusal of a second office under one credit code."""
    message = "该统一社会信用代码已登记，请从基层法律服务所列表中查找，不要重复登记。"
    return Refusal(Kind.ALREADY_EXISTS, "CREDIT_CODE_TAKEN", message)


def _faults(draft: OfficeDraft, today: dt.date) -> Iterator[Violation]:
    if fault := credit_code_fault(draft.credit_code):
        yield _fault("credit_code", fault, "统一社会信用代码格式或校验码有误（GB 32100），请按证照核对")
    elif not draft.credit_code.startswith(CREDIT_CODE_PREFIX):
        yield _fault("credit_code", "CREDIT_CODE_PREFIX", "基层法律服务所的统一社会信用代码以33开头，请按证照核对")
    if draft.licensed_date > today:
        yield _fault("licensed_date", "DATE_IN_FUTURE", "许可日期不能晚于今天（P-06），请按许可证填写")


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"office.{field}", reason=reason, description=description)
