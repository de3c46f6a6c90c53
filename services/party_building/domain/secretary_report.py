"""Secretaries report to the superior organisation each year and are appraised (PB-30). It must not appraise."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.party_building.domain.leadership import PostKind
from services.party_building.domain.organisation import STANDING, Organisation


class SecretaryReportState(enum.Enum):
    """Where a report stands."""

    SUBMITTED = enum.auto()
    APPRAISED = enum.auto()


_S = SecretaryReportState
MOVES: Moves[SecretaryReportState] = {_S.SUBMITTED: {"appraise": frozenset({_S.APPRAISED})}, _S.APPRAISED: {}}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryReportDraft:
    """What is entered of a report."""

    organisation: str
    year: int
    submitted_date: dt.date
    entry_reason: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryReport(SecretaryReportDraft):
    """A report as it is kept."""

    name: str
    state: SecretaryReportState
    secretary: str
    reported_to: str
    appraisal: str
    appraised_date: dt.date | None
    appraisal_document_number: str
    late: bool
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryReportFilter:
    """What a list asks for; None and empty mean any."""

    organisation: str
    state: SecretaryReportState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal(Happening):
    """When, on which paper and with which words a secretary was appraised."""

    document_number: str
    appraisal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReport:
    """An organisation whose secretary did not report on a year (`secretary_report` empty), or was not appraised."""

    organisation: str
    secretary_report: str


def submit(
    draft: SecretaryReportDraft, organisation: Organisation, entry: Entry, *, name: str, now: dt.datetime
) -> SecretaryReport:
    """A report of the organisation's secretary (PB-30). Raises InvalidFields YEAR_IN_FUTURE, SECRETARY_MISSING."""
    if draft.year > entry.happened_date.year:
        fault = Violation(
            field="secretary_report.year", reason="YEAR_IN_FUTURE",
            description="述职年度不能晚于述职日期所在年份（PB-30），请核对年度",
        )  # fmt: skip
        raise InvalidFields((fault,))
    secretary = next((post.member for post in organisation.posts if post.post is PostKind.SECRETARY), "")
    if not secretary:
        raise RuleViolated(
            "SECRETARY_MISSING", "该党组织没有登记书记，不能录入述职（PB-30）。请先登记选举结果。", rules=("PB-30",)
        )
    values = {field.name: getattr(draft, field.name) for field in fields(SecretaryReportDraft)}
    return SecretaryReport(
        **values, name=name, state=_S.SUBMITTED, secretary=secretary, reported_to=organisation.parent, appraisal="",
        appraised_date=None, appraisal_document_number="", late=entry.late, division=organisation.division,
        create_time=now, etag="1",
    )  # fmt: skip


def allow(report: SecretaryReport, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, report.state, action, what="书记述职", etag=report.etag, given=etag)


def appraised(report: SecretaryReport, appraisal: Appraisal, entry: Entry) -> SecretaryReport:
    """The report with its appraisal (PB-30)."""
    return replace(
        report, state=_S.APPRAISED, appraisal=appraisal.appraisal, appraised_date=entry.happened_date,
        appraisal_document_number=appraisal.document_number, etag=str(int(report.etag) + 1),
    )  # fmt: skip


def owed_for(year: int, organisations: Iterable[Organisation], reports: Iterable[SecretaryReport]) -> list[OwedReport]:
    """Organisations at work since the year or before whose secretary did not report, or was not appraised (PB-30)."""
    known = {one.organisation: one for one in reports if one.year == year}
    found = []
    for one in organisations:
        began = next((version.from_date for version in one.versions if version.state in STANDING), None)
        if one.state not in STANDING or began is None or began.year > year:
            continue
        report = known.get(one.name)
        if report is None or report.state is _S.SUBMITTED:
            found.append(OwedReport(organisation=one.name, secretary_report=report.name if report else ""))
    return found


def report_taken() -> Refusal:
    """The refusal of a second report of one organisation and year."""
    message = "该党组织该年度书记述职已经登记，不要重复登记（PB-30）。请查看原记录。"
    return Refusal(Kind.ALREADY_EXISTS, "REPORT_TAKEN", message)
