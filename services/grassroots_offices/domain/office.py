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
from chassis.kernel.transition import Moves, allowed_actions
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.criterion import Criterion, Verdict
from services.grassroots_offices.domain.hold import OfficeHold
from services.grassroots_offices.domain.premises import Premises, PremisesSpan

# Registering department 3 (judicial administration), kind 3 (grassroots legal-service office), GB 32100.
CREDIT_CODE_PREFIX = "33"


class OfficeForm(enum.Enum):
    """Legal form (GO-02)."""

    PUBLIC_INSTITUTION = enum.auto()
    PARTNERSHIP = enum.auto()


class OfficeState(enum.Enum):
    """Where it stands."""

    APPLYING = enum.auto()
    COUNTY_REVIEWED = enum.auto()
    LICENSED = enum.auto()
    REJECTED = enum.auto()
    RECTIFYING = enum.auto()
    TERMINATING = enum.auto()
    DEREGISTERED = enum.auto()


class TerminationGround(enum.Enum):
    """Why an office ends (GO-10)."""

    NOT_CURED = enum.auto()
    STOPPED = enum.auto()
    NO_BUSINESS = enum.auto()
    OTHER = enum.auto()


_S = OfficeState
MOVES: Moves[OfficeState] = {
    _S.APPLYING: {"review": frozenset({_S.COUNTY_REVIEWED}), "reject": frozenset({_S.REJECTED})},
    _S.COUNTY_REVIEWED: {"license": frozenset({_S.LICENSED}), "reject": frozenset({_S.REJECTED})},
    _S.LICENSED: {
        "change": frozenset({_S.LICENSED}), "rectify": frozenset({_S.RECTIFYING}),
        "terminate": frozenset({_S.TERMINATING}), "split": frozenset({_S.LICENSED}),
        "merge": frozenset({_S.LICENSED}), "absorb": frozenset({_S.DEREGISTERED}),
    },
    _S.REJECTED: {},
    _S.RECTIFYING: {
        "change": frozenset({_S.RECTIFYING}), "confirmCure": frozenset({_S.LICENSED}),
        "terminate": frozenset({_S.TERMINATING}), "merge": frozenset({_S.RECTIFYING}),
        "absorb": frozenset({_S.DEREGISTERED}),
    },
    _S.TERMINATING: {"endLiquidation": frozenset({_S.TERMINATING}), "deregister": frozenset({_S.DEREGISTERED})},
    _S.DEREGISTERED: {},
}  # fmt: skip
# Moves that an application, or a change of staff, makes: nobody calls them.
MADE_ELSEWHERE = frozenset({
    "review", "license", "reject", "change", "rectify", "deregister", "split", "merge", "absorb",
})  # fmt: skip


# Who is short of people cures that by taking people on.
OPEN = frozenset({OfficeState.LICENSED, OfficeState.RECTIFYING})


@dataclass(frozen=True, slots=True, kw_only=True)
class CurePeriod:
    """A time in which a breach of the legal minimum must be cured (GO-10); `cured_date` None while it goes on."""

    name: str
    office: str
    began_date: dt.date
    breaches: tuple[Criterion, ...]
    cured_date: dt.date | None
    document_number: str
    late: bool
    entry_reason: str
    deadline: Deadline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """What an office is, as far as the criteria ask."""

    display_name: str
    form: OfficeForm
    institution_certificate: str
    premises: Premises
    document_number: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDraft(OfficeFacts):
    """What is entered of an office that was licensed before (P-07)."""

    credit_code: str
    licence_number: str
    licensed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(OfficeFacts):
    """A registered office, with its verdicts on the day it is read; without licence before it is granted."""

    name: str
    credit_code: str | None
    licence_number: str | None
    licensed_date: dt.date | None
    director: str
    successor: str
    origin: str
    charter_document: str
    termination_ground: TerminationGround | None
    liquidation_ended_date: dt.date | None
    deadlines: tuple[Deadline, ...]
    state: OfficeState
    state_date: dt.date
    verdicts: tuple[Verdict, ...]
    cure_periods: tuple[CurePeriod, ...]
    premises_history: tuple[PremisesSpan, ...]
    holds: tuple[OfficeHold, ...]
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
        **values, name=name, director="", successor="", origin="",
        charter_document="", termination_ground=None, liquidation_ended_date=None,
        deadlines=(), state=OfficeState.LICENSED, state_date=draft.licensed_date, verdicts=(), cure_periods=(),
        premises_history=(
            PremisesSpan(from_date=draft.licensed_date, premises=draft.premises, licence_application=""),
        ),
        holds=(), create_time=now, etag="1",
    )  # fmt: skip


def allow(office: Office, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, office.state, action, what="基层法律服务所", etag=office.etag, given=etag)


def methods_of(state: OfficeState) -> tuple[str, ...]:
    """Custom methods that somebody may call in the state."""
    return tuple(action for action in allowed_actions(MOVES, state) if action not in MADE_ELSEWHERE)


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


def refuse_closed(office: Office) -> None:
    """Raise OFFICE_NOT_OPEN unless the office takes people on: licensed, or curing what is missing (GO-10, GO-11)."""
    if office.state not in OPEN:
        raise RuleViolated(
            "OFFICE_NOT_OPEN",
            "该所当前不能接收人员（GO-11）。请选择正常执业或者正在整改的所。",
            rules=("GO-11",),
            state=office.state.name,
        )


def licence_taken() -> Refusal:
    """The refusal of a second office under one licence, of which there are an original and a duplicate (GO-12)."""
    message = "该执业许可证号已登记，请从基层法律服务所列表中查找，不要重复登记（GO-12）。"
    return Refusal(Kind.ALREADY_EXISTS, "LICENCE_TAKEN", message)


def credit_code_taken() -> Refusal:
    """The refusal of a second office under one credit code."""
    message = "该统一社会信用代码已登记，请从基层法律服务所列表中查找，不要重复登记。"
    return Refusal(Kind.ALREADY_EXISTS, "CREDIT_CODE_TAKEN", message)


def credit_code_faults(code: str, *, field: str) -> Iterator[Violation]:
    """What is wrong with the code of an office: shape, check character, prefix."""
    if fault := credit_code_fault(code):
        text = "统一社会信用代码格式或校验码有误（GB 32100），请按证照核对"
        yield Violation(field=field, reason=fault, description=text)
    elif not code.startswith(CREDIT_CODE_PREFIX):
        text = "基层法律服务所的统一社会信用代码以33开头，请按证照核对"
        yield Violation(field=field, reason="CREDIT_CODE_PREFIX", description=text)


def _faults(draft: OfficeDraft, today: dt.date) -> Iterator[Violation]:
    yield from credit_code_faults(draft.credit_code, field="office.credit_code")
    if draft.licensed_date > today:
        yield _fault("licensed_date", "DATE_IN_FUTURE", "许可日期不能晚于今天（P-06），请按许可证填写")


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"office.{field}", reason=reason, description=description)
