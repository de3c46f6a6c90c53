"""What happens to a volunteer: steps, hours, faults, leaving (LA-138). It must not count days; deadlines do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.calendar import corresponding_day
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.volunteer import (
    CancelGround,
    Volunteer,
    VolunteerCancelling,
    VolunteerFault,
    VolunteerHours,
    VolunteerState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerLimits:
    """Minutes of a day without a note, and how many missed services, or complaints within the months, are a ground."""

    day_minutes: int
    faults: int
    months: int


def moved(
    volunteer: Volunteer, state: VolunteerState, *, on: dt.date, document: str = "", reason: str = ""
) -> Volunteer:  # fmt: skip
    """The volunteer stands elsewhere (LA-138)."""
    return replace(
        volunteer, state=state, state_date=on, document_number=document or volunteer.document_number, reason=reason
    )  # fmt: skip


def with_hours(volunteer: Volunteer, told: VolunteerHours, limits: VolunteerLimits, *, today: dt.date) -> Volunteer:
    """Hours of a day; with a note when it has more than the limit (LA-138).

    Raises InvalidFields NOTE_MISSING, DATE_IN_FUTURE.
    """
    _refuse_future(told.service_date, "service_date", today)
    of_day = sum(one.minutes for one in volunteer.hours if one.service_date == told.service_date) + told.minutes
    if of_day > limits.day_minutes and not told.note:
        raise _refused("note", "NOTE_MISSING", "当日服务时长超过规定的，请在 note 中说明原因（LA-138）")
    return replace(volunteer, hours=(*volunteer.hours, told))


def with_fault(volunteer: Volunteer, told: VolunteerFault, *, today: dt.date) -> Volunteer:
    """A missed service, or a complaint about quality (LA-138). Raises InvalidFields DATE_IN_FUTURE."""
    _refuse_future(told.fault_date, "fault_date", today)
    return replace(volunteer, faults=(*volunteer.faults, told))


def leaving(volunteer: Volunteer, *, on: dt.date) -> Volunteer:
    """The volunteer asks to leave (LA-138). Raises RuleViolated LEAVING_ALREADY."""
    if volunteer.leaving_date is not None:
        message = "该志愿者已提出退出（LA-138），请在期限内办理退出。"
        raise RuleViolated("LEAVING_ALREADY", message, rules=("LA-138",))
    return replace(volunteer, leaving_date=on)


def left(volunteer: Volunteer, *, on: dt.date) -> Volunteer:
    """The volunteer has left (LA-138). Raises RuleViolated NOT_LEAVING."""
    if volunteer.leaving_date is None:
        message = "该志愿者未提出退出（LA-138）。请先登记退出申请（requestExit）；违反规定的请办理注销。"
        raise RuleViolated("NOT_LEAVING", message, rules=("LA-138",))
    return moved(volunteer, VolunteerState.EXITED, on=on)


def cancelled(
    volunteer: Volunteer, said: VolunteerCancelling, limits: VolunteerLimits, *, on: dt.date
) -> Volunteer:  # fmt: skip
    """A registration ends on a ground that is on record (LA-138). Raises RuleViolated GROUND_NOT_THERE."""
    since = corresponding_day(on, -limits.months)
    faults = _faults_of(volunteer, said.cancel_ground, since)
    if faults is not None and faults < limits.faults:
        message = (
            f"登记的失约或者近期的质量投诉不足{limits.faults}次，不能以此注销（LA-138）。请核对记录或者改选注销事由。"
        )
        raise RuleViolated("GROUND_NOT_THERE", message, rules=("LA-138",))
    after = moved(volunteer, VolunteerState.CANCELLED, on=on, document=said.document_number, reason=said.reason)
    return replace(after, cancel_ground=said.cancel_ground)


def _faults_of(volunteer: Volunteer, ground: CancelGround, since: dt.date) -> int | None:
    """How many faults of the ground there are, complaints after `since`; None of a ground that is no count."""
    if ground is CancelGround.MISSED_SERVICES:
        return sum(not one.complaint for one in volunteer.faults)
    if ground is CancelGround.QUALITY_COMPLAINTS:
        return sum(one.complaint and one.fault_date > since for one in volunteer.faults)
    return None


def _refuse_future(day: dt.date, field: str, today: dt.date) -> None:
    if day > today:
        raise _refused(field, "DATE_IN_FUTURE", "发生日期不能晚于今天（P-06），请填写实际发生的日期")


def _refused(field: str, reason: str, text: str) -> InvalidFields:
    return InvalidFields((Violation(field=field, reason=reason, description=text),))
