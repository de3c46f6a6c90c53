"""What organisations report for a month, beside what the records count (MD-10). It must not count."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationFigures:
    """Figures of a month; the amount in fen."""

    registered_count: int
    settled_count: int
    failed_count: int
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTotalDraft:
    """What is entered; `month` is YYYY-MM."""

    organisation: str
    month: str
    reported: MediationFigures
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTotal(ReportedTotalDraft):
    """What was reported."""

    name: str
    division: str
    reported_date: dt.date
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTotalShown(ReportedTotal):
    """The same beside what the records count now; the difference may be negative."""

    counted: MediationFigures
    difference: MediationFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTotalFilter:
    """What a list asks for; empty means any."""

    organisation: str
    month: str


def first_days(month: str) -> tuple[dt.date, dt.date]:
    """The first day of the month, and of the next one."""
    first = dt.date.fromisoformat(f"{month}-01")
    return first, (first + dt.timedelta(days=31)).replace(day=1)


def reported(draft: ReportedTotalDraft, *, name: str, division: str, today: dt.date, now: dt.datetime) -> ReportedTotal:
    """Figures of a month that is over, with their paper (MD-10). Raises InvalidFields MONTH_NOT_OVER."""
    if first_days(draft.month)[1] > today:
        text = "该月份尚未结束（MD-10），请在月份结束后填报"
        field = "reported_total.month"
        raise InvalidFields((Violation(field=field, reason="MONTH_NOT_OVER", description=text),))
    values = {field.name: getattr(draft, field.name) for field in fields(ReportedTotalDraft)}
    return ReportedTotal(**values, name=name, division=division, reported_date=today, create_time=now, etag="1")


def corrected(
    total: ReportedTotal, figures: MediationFigures, document: str, *, etag: str, today: dt.date
) -> ReportedTotal:
    """Other figures by another paper (MD-10). Raises ABORTED ETAG_MISMATCH."""
    if etag and etag != total.etag:
        message = "该统计报表已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": total.etag})
    return replace(
        total, reported=figures, document_number=document, reported_date=today, etag=str(int(total.etag) + 1)
    )


def beside(total: ReportedTotal, counted: MediationFigures) -> ReportedTotalShown:
    """Reported, counted, and reported less counted: nothing is made equal (MD-10)."""
    values = {field.name: getattr(total, field.name) for field in fields(ReportedTotal)}
    names = [field.name for field in fields(MediationFigures)]
    difference = {name: getattr(total.reported, name) - getattr(counted, name) for name in names}
    return ReportedTotalShown(**values, counted=counted, difference=MediationFigures(**difference))


def total_reported() -> Refusal:
    """ALREADY_EXISTS: the month was reported (MD-10)."""
    message = "该组织该月份的统计报表已填报（MD-10），不能重复填报。数字有误的请办理更正。"
    return Refusal(Kind.ALREADY_EXISTS, "TOTAL_REPORTED", message, metadata={"rules": "MD-10"})
