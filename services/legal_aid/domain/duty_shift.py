"""Shifts of duty lawyers: help without a case, by half days (LA-19, LA-92, LA-135). It must not make a case of one."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.legal_aid.domain.handler import Handler, HandlerKind


class DutyPlace(enum.Enum):
    """Where a lawyer is on duty."""

    DETENTION_CENTRE = enum.auto()
    COURT = enum.auto()
    PROCURATORATE = enum.auto()
    WINDOW = enum.auto()
    HOTLINE = enum.auto()
    LEGAL_POST = enum.auto()
    STATION = enum.auto()
    VILLAGE = enum.auto()


class HalfDay(enum.Enum):
    """Half of a working day."""

    MORNING = enum.auto()
    AFTERNOON = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShiftDraft:
    """What is entered; `shift_date` None means today."""

    institution: str
    place: DutyPlace
    lawyer: str
    shift_date: dt.date | None
    halves: tuple[HalfDay, ...]
    persons_helped: int
    plea_items: int
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShiftVoiding:
    """When and why a line was struck out."""

    voided_date: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShift:
    """A line of the register; `voiding` None while it counts."""

    name: str
    institution: str
    division: str
    place: DutyPlace
    lawyer: str
    shift_date: dt.date
    halves: tuple[HalfDay, ...]
    half_days: int
    persons_helped: int
    plea_items: int
    public_office: bool
    late: bool
    entry_reason: str
    voiding: DutyShiftVoiding | None
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShiftFilter:
    """What a list asks for; None and empty mean any. `month` is YYYY-MM."""

    institution: str
    lawyer: str
    place: DutyPlace | None
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySummaryLine:
    """What one lawyer did at one place in one month."""

    lawyer: str
    place: DutyPlace
    shifts: int
    half_days: int
    public_office_half_days: int
    persons_helped: int
    plea_items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShiftRecorded:
    """A shift was entered."""

    duty_shift: str
    institution: str
    division: str
    place: DutyPlace
    lawyer: str
    shift_date: dt.date
    half_days: int
    persons_helped: int
    plea_items: int
    public_office: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShiftVoided:
    """A shift was struck out."""

    duty_shift: str
    institution: str
    division: str
    voided_date: dt.date


def record_shift(
    draft: DutyShiftDraft, lawyer: Handler, *, name: str, division: str, entry: Entry, now: dt.datetime
) -> DutyShift:
    """A new line, wherever the duty is (LA-135), and no case (LA-19).

    Raises RuleViolated NOT_A_LAWYER: only lawyers stand duty (LA-50).
    """
    if lawyer.kind is not HandlerKind.LAWYER:
        raise RuleViolated(
            "NOT_A_LAWYER",
            "值班法律帮助只能由律师提供（LA-19、LA-50）。请改选律师；其他人员的服务请登记为咨询或者活动。",
            rules=("LA-19", "LA-50"),
        )
    return DutyShift(
        name=name, institution=draft.institution, division=division, place=draft.place, lawyer=lawyer.name,
        shift_date=entry.happened_date, halves=draft.halves, half_days=len(draft.halves),
        persons_helped=draft.persons_helped, plea_items=draft.plea_items,
        public_office=lawyer.in_public_office(entry.happened_date), late=entry.late, entry_reason=entry.reason,
        voiding=None, create_time=now, etag="1",
    )  # fmt: skip


def void_shift(shift: DutyShift, reason: str, *, on: dt.date, etag: str) -> DutyShift:
    """The line struck out. Raises ABORTED ETAG_MISMATCH, RuleViolated ALREADY_VOIDED."""
    if etag and etag != shift.etag:
        message = "该值班记录已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": shift.etag})
    if shift.voiding is not None:
        raise RuleViolated("ALREADY_VOIDED", "该值班记录已作废（P-06），请查询重新登记的记录。", rules=("P-06",))
    voiding = DutyShiftVoiding(voided_date=on, reason=reason)
    return replace(shift, voiding=voiding, etag=str(int(shift.etag) + 1))


def refuse_claimed(*, claimed: bool) -> None:
    """Raise RuleViolated SHIFT_IN_CLAIM: what is claimed is not struck out (LA-94, P-06)."""
    if claimed:
        raise RuleViolated(
            "SHIFT_IN_CLAIM",
            "该值班记录已申领补贴，不能作废（LA-94）。已支付的请先办理冲销，再作废并重新登记。",
            rules=("LA-94", "P-06"),
        )


def month_range(month: str, *, field: str = "month") -> tuple[dt.date, dt.date]:
    """First day of the month `YYYY-MM` and of the next one. Raises InvalidFields for a month that does not exist."""
    try:
        first = dt.date.fromisoformat(f"{month}-01")
        return first, (first + dt.timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        text = "月份不存在，请按 YYYY-MM 填写真实月份"
        raise InvalidFields((Violation(field=field, reason="MONTH_INVALID", description=text),)) from None


def recorded(shift: DutyShift) -> DutyShiftRecorded:
    """The fact of a new line."""
    return DutyShiftRecorded(
        duty_shift=shift.name, institution=shift.institution, division=shift.division, place=shift.place,
        lawyer=shift.lawyer, shift_date=shift.shift_date, half_days=shift.half_days,
        persons_helped=shift.persons_helped, plea_items=shift.plea_items, public_office=shift.public_office,
    )  # fmt: skip
