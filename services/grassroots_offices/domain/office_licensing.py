"""How an office comes to be, changes, ends (GO-02, GO-08, GO-10, GO-11). It must not know who decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.calendar import corresponding_day
from chassis.kernel.errors import RuleViolated
from services.grassroots_offices.domain.criterion import Verdict
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office import (
    MOVES,
    Office,
    OfficeForm,
    OfficeState,
    TerminationGround,
    moved,
)
from services.grassroots_offices.domain.office_statement import FOUNDING, LicenceApplicationKind, OfficeStatement
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState
from services.grassroots_offices.domain.premises import PremisesSpan

_S, _K = OfficeState, LicenceApplicationKind
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination(Documented):
    """Why an office ends, and when it last did business."""

    ground: TerminationGround
    last_business_date: dt.date | None


def founded(
    statement: OfficeStatement, *, name: str, origin: str, document: str, on: dt.date, now: dt.datetime
) -> Office:  # fmt: skip
    """An office that somebody applies to set up (GO-03); without licence and code until it is granted."""
    if statement.form is None or statement.premises is None:
        raise ValueError("an establishment states form and premises")
    return Office(
        display_name=statement.display_name, form=statement.form,
        institution_certificate=statement.institution_certificate, premises=statement.premises,
        document_number=document, division=statement.division, name=name, credit_code=None, licence_number=None,
        licensed_date=None, director=statement.director, successor="", origin=origin,
        charter_document=statement.charter_document,
        termination_ground=None, liquidation_ended_date=None, state=_S.APPLYING, state_date=on, verdicts=(),
        cure_periods=(), premises_history=(), holds=(), deadlines=(), create_time=now, etag="1",
    )  # fmt: skip


def licensed(office: Office, *, licence_number: str, credit_code: str, on: dt.date) -> Office:
    """Licensed on the day, under its number and code (GO-04)."""
    done = moved(office, _S.LICENSED, on=on)
    return replace(done, licence_number=licence_number, credit_code=credit_code, licensed_date=on)


def with_premises(office: Office, *, application: str, on: dt.date) -> Office:
    """The office, its premises approved from the day on (GO-08)."""
    span = PremisesSpan(from_date=on, premises=office.premises, licence_application=application)
    return replace(office, premises_history=(*office.premises_history, span))


def changed(office: Office, kind: LicenceApplicationKind, statement: OfficeStatement) -> Office:
    """The office after a change that was approved (GO-08); partners are kept with the practitioners."""
    values: dict[LicenceApplicationKind, dict[str, object]] = {
        _K.CHANGE_NAME: {"display_name": statement.display_name},
        _K.CHANGE_HEAD: {"director": statement.director},
        _K.CHANGE_ADDRESS: {"premises": statement.premises},
        _K.CHARTER: {"charter_document": statement.charter_document},
        _K.CHANGE_PARTNER: {},
        _K.MERGE: {},
    }
    return replace(office, etag=str(int(office.etag) + 1), **values[kind])  # type: ignore[arg-type] # by kind


def as_founded(statement: OfficeStatement, founders: Iterable[Practitioner]) -> tuple[Practitioner, ...]:
    """The founders as the staff they are to be, whose criteria are judged before the decision (GO-02)."""
    return tuple(replace(one, partner=one.name in statement.partners) for one in founders)


def refuse_unfree(founders: Iterable[Practitioner]) -> None:
    """Raise FOUNDER_NOT_FREE: whoever practises elsewhere, or has no certificate, founds nothing (GO-02)."""
    if any(one.state is not PractitionerState.UNATTACHED for one in founders):
        raise RuleViolated(
            "FOUNDER_NOT_FREE",
            "发起人须持有执业证且已与原所解除聘用关系（GO-02）。请先办理解除聘用或者从发起人中删除。",
            rules=("GO-02",),
        )


def refuse_outsiders(named: Iterable[str], staff: Iterable[str]) -> None:
    """Raise NOT_OF_STAFF: head and partners belong to the office (GO-02, GO-08)."""
    if set(named) - {""} - set(staff):
        raise RuleViolated(
            "NOT_OF_STAFF", "负责人、合伙人须为本所的执业人员（GO-02、GO-08），请重新选择。", rules=("GO-02", "GO-08")
        )


def refuse_minimum(verdicts: tuple[Verdict, ...]) -> None:
    """Raise BELOW_LEGAL_MINIMUM, with every figure of the legal minimum that is too low (GO-02)."""
    lacking = [one for one in verdicts if one.of_licence and not one.met]
    if lacking:
        raise RuleViolated(
            "BELOW_LEGAL_MINIMUM",
            "拟设立、分立或者合并后的所不符合法定条件（GO-02），不能准予许可。请作出不予许可的决定并说明理由。",
            rules=("GO-02",),
            lacking=",".join(f"{one.criterion.name}:{one.measured}/{one.threshold}" for one in lacking),
        )


def has_stopped(last_business: dt.date, *, on: dt.date) -> bool:
    """A full year without business: true from the corresponding day itself, never rolled (GO-10, D-06)."""
    return corresponding_day(last_business, MONTHS_OF_A_YEAR) <= on


def check_termination(office: Office, termination: Termination, *, on: dt.date) -> None:
    """Raise CURE_DAYS_RUNNING, NOT_A_FULL_YEAR: an office does not end before the law says so (GO-10, E-55)."""
    if termination.ground is TerminationGround.NOT_CURED and not _cure_is_over(office, on):
        raise RuleViolated(
            "CURE_DAYS_RUNNING",
            "整改期限尚未届满或者该所不在整改中（GO-10），不能以逾期未整改为由终止。请在期限届满后办理。",
            rules=("GO-10",),
        )
    if termination.ground is TerminationGround.NO_BUSINESS:
        last = termination.last_business_date
        if last is None or not has_stopped(last, on=on):
            raise RuleViolated(
                "NOT_A_FULL_YEAR",
                "以连续一年未开展业务为由终止的，须填写最后一次业务日期，且自该日起已满一年（GO-10）。请核对后办理。",
                rules=("GO-10",),
            )


def terminated(office: Office, termination: Termination, *, on: dt.date) -> Office:
    """The office ends: no new matters from the day on (GO-11, E-56)."""
    return replace(moved(office, _S.TERMINATING, on=on), termination_ground=termination.ground)


def liquidated(office: Office, *, on: dt.date) -> Office:
    """Its liquidation ended on the day, from which its deregistration is due (GO-11)."""
    return replace(office, liquidation_ended_date=on, etag=str(int(office.etag) + 1))


def refuse_unliquidated(office: Office) -> None:
    """Raise LIQUIDATION_RUNNING: deregistration is filed after the liquidation (GO-11)."""
    if office.liquidation_ended_date is None:
        raise RuleViolated(
            "LIQUIDATION_RUNNING",
            "清算尚未结束，不能申请注销（GO-11）。请先登记清算结束（endLiquidation）。",
            rules=("GO-11",),
        )


def refuse_bound_staff(staff: Iterable[Practitioner]) -> None:
    """Raise STAFF_NOT_RELEASED while somebody is held, suspended or about to move (GO-11, GO-39)."""
    if any(one.state is not PractitionerState.ACTIVE for one in staff):
        raise RuleViolated(
            "STAFF_NOT_RELEASED",
            "该所仍有处于暂停、停止执业或者转所中的人员（GO-39）。请先办结上述人员的手续再准予注销。",
            rules=("GO-11", "GO-39"),
        )


def action_of(kind: LicenceApplicationKind) -> str:
    """The move of the office that the kind leads to."""
    return {
        **dict.fromkeys(FOUNDING, "license"), _K.DEREGISTER: "deregister", _K.MERGE: "merge",
    }.get(kind, "change")  # fmt: skip


def may_apply(office: Office, kind: LicenceApplicationKind) -> bool:
    """Whether an office in its state may apply for it (GO-08, GO-11)."""
    return action_of(kind) in MOVES[office.state]


def has_agreement(statement: OfficeStatement | None) -> bool:
    """Whether an agreement of partners is needed (GO-02)."""
    return statement is not None and statement.form is OfficeForm.PARTNERSHIP


def _cure_is_over(office: Office, on: dt.date) -> bool:
    period = office.cure_periods[-1] if office.state is _S.RECTIFYING and office.cure_periods else None
    due = period.deadline.due_date if period is not None and period.deadline is not None else None
    return due is not None and on > due
