"""Use cases of income reports: file, correct, read. It must not compute the fund."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.income_report import (
    IncomeCorrection,
    IncomeReport,
    IncomeReportDraft,
    IncomeReportFilter,
    allow,
    corrected,
    file_report,
    told,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.persistence import income_report as rows


def create_income_report(tx: Tx, draft: IncomeReportDraft) -> IncomeReport:
    """File the report of a month; others are told (XF-08)."""
    filed = new_report(tx, draft)
    keep_report(tx, filed)
    return filed


def new_report(tx: Tx, draft: IncomeReportDraft) -> IncomeReport:
    """What would be filed, looked at under all rules; the office is locked, nothing is written. Raises PERIOD_FILED."""
    office = chosen_office(tx, draft.office)
    filed = file_report(
        draft, division=office.division, name=f"incomeReports/{tx.new_id()}", now=tx.now, today=tx.today
    )  # fmt: skip
    rows.refuse_filed(tx.session, filed)
    return filed


def keep_report(tx: Tx, filed: IncomeReport) -> None:
    """Write what was looked at in the same unit of work; others are told (XF-08)."""
    rows.insert_income_report(tx.session, filed)
    tx.emit(told(filed), subject=filed.office)
    tx.note("income_report.create", filed.name, document=filed.document_number)


def get_income_report(tx: Tx, name: str) -> IncomeReport:
    """One version within the caller's divisions."""
    return _found(rows.load_income_report(tx.session, name, tx.principal))


def list_income_reports(tx: Tx, wanted: IncomeReportFilter, page: Page) -> tuple[list[IncomeReport], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_income_reports(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def correct_income_report(tx: Tx, name: str, correction: IncomeCorrection, *, etag: str) -> IncomeReport:
    """Put another version in its place; both stay readable, and others are told (PB-22)."""
    present = _found(rows.load_income_report(tx.session, name, tx.principal, lock=True))
    allow(present, "correct", etag=etag)
    older, newer = corrected(
        present, correction, name=f"incomeReports/{tx.new_id()}", now=tx.now, today=tx.today
    )  # fmt: skip
    rows.supersede_income_report(tx.session, older, newer)
    tx.emit(told(newer), subject=newer.office)
    tx.note("income_report.correct", name, rules=("P-06",), document=newer.document_number)
    return newer


def _found(report: IncomeReport | None) -> IncomeReport:
    if report is None:
        raise NotFound("收入报表")
    return report
