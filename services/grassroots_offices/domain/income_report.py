"""Monthly income reports in versions (XF-08): what the party-building fund is computed from. It must not compute it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class IncomeReportState(enum.Enum):
    """Where a version stands."""

    CURRENT = enum.auto()
    SUPERSEDED = enum.auto()


MOVES: Moves[IncomeReportState] = {
    IncomeReportState.CURRENT: {"correct": frozenset({IncomeReportState.SUPERSEDED})},
    IncomeReportState.SUPERSEDED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeFigures:
    """The income of a month in fen, and the paper that says so (PB-20)."""

    gross_fee_fen: int
    refunds_fen: int
    pass_through_fen: int
    legal_aid_subsidy_fen: int
    other_income_fen: int
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeReportDraft(IncomeFigures):
    """What is filed; `period` is a month, `YYYY-MM`."""

    office: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeCorrection(IncomeFigures):
    """The correct figures, and why they differ (P-06)."""

    correction_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeReport(IncomeReportDraft):
    """One version of a month."""

    name: str
    version: int
    correction_reason: str
    state: IncomeReportState
    filed_date: dt.date
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeReportFilter:
    """What a list asks for; None and empty mean any."""

    state: IncomeReportState | None
    office: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeReported:
    """A report was filed or corrected (XF-08)."""

    income_report: str
    office: str
    division: str
    period: str
    version: int
    gross_fee_fen: int
    refunds_fen: int
    pass_through_fen: int
    legal_aid_subsidy_fen: int
    other_income_fen: int
    filed_date: dt.date


def file_report(
    draft: IncomeReportDraft, *, division: str, name: str, now: dt.datetime, today: dt.date
) -> IncomeReport:  # fmt: skip
    """The first version of a month. Raises InvalidFields."""
    faults = [*_faults(draft, "income_report.")]
    if draft.period >= today.strftime("%Y-%m"):
        faults.append(
            Violation(field="income_report.period", reason="PERIOD_NOT_OVER", description="该月尚未结束，请于次月填报")
        )
    if faults:
        raise InvalidFields(tuple(faults))
    values = {field.name: getattr(draft, field.name) for field in fields(IncomeReportDraft)}
    return IncomeReport(
        **values, name=name, version=1, correction_reason="", state=IncomeReportState.CURRENT, filed_date=today,
        division=division, create_time=now, etag="1",
    )  # fmt: skip


def allow(report: IncomeReport, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, report.state, action, what="收入报表", etag=report.etag, given=etag)


def corrected(
    report: IncomeReport, correction: IncomeCorrection, *, name: str, now: dt.datetime, today: dt.date
) -> tuple[IncomeReport, IncomeReport]:
    """The old version, superseded, and the one that takes its place. Raises InvalidFields."""
    if faults := tuple(_faults(correction, "")):
        raise InvalidFields(faults)
    figures = {field.name: getattr(correction, field.name) for field in fields(IncomeCorrection)}
    newer = replace(
        report, **figures, name=name, version=report.version + 1, filed_date=today, create_time=now, etag="1"
    )
    return replace(report, state=IncomeReportState.SUPERSEDED, etag=str(int(report.etag) + 1)), newer


def told(report: IncomeReport) -> IncomeReported:
    """What others are told of a version."""
    values = {
        field.name: getattr(report, field.name) for field in fields(IncomeReported) if field.name != "income_report"
    }
    return IncomeReported(income_report=report.name, **values)


def period_filed() -> Refusal:
    """The refusal of a second first version."""
    message = "该所该月收入已填报（XF-08）。如有错误，请对现行报表办理更正（correct），不要重复填报。"
    return Refusal(Kind.ALREADY_EXISTS, "PERIOD_FILED", message)


def _faults(figures: IncomeFigures, path: str) -> Iterator[Violation]:
    if figures.pass_through_fen > figures.gross_fee_fen:
        yield Violation(
            field=f"{path}pass_through_fen", reason="PASS_THROUGH_ABOVE_FEES",
            description="代收代付费用不能大于当月收费总额（PB-20），请核对",
        )  # fmt: skip
