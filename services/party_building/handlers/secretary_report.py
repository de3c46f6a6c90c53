"""Use cases of secretaries' reports: enter, appraise, read, what is owed for a year. It must not appraise by itself."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.member_refusals import organisation_unknown
from services.party_building.domain.organisation import STANDING
from services.party_building.domain.secretary_report import (
    Appraisal,
    OwedReport,
    SecretaryReport,
    SecretaryReportDraft,
    SecretaryReportFilter,
    allow,
    appraised,
    owed_for,
    submit,
)
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import secretary_report as rows
from services.party_building.persistence.organisation import all_organisations, load_organisation


def create_report(tx: Tx, draft: SecretaryReportDraft) -> SecretaryReport:
    """A secretary reported (PB-30). Raises ORGANISATION_UNKNOWN, SECRETARY_MISSING, REPORT_TAKEN."""
    organisation = load_organisation(tx.session, draft.organisation, tx.principal, lock=True)
    if organisation is None or organisation.state not in STANDING:
        raise organisation_unknown()
    happening = Happening(happened_date=draft.submitted_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=organisation.division, field="secretary_report.submitted_date")
    made = submit(draft, organisation, entry, name=f"secretaryReports/{tx.new_id()}", now=tx.now)
    rows.insert_report(tx.session, made)
    tx.note("secretary_report.create", made.name, rules=("PB-30",), document=draft.document_number)
    return made


def get_report(tx: Tx, name: str) -> SecretaryReport:
    """One report within the caller's divisions."""
    return _found(rows.load_report(tx.session, name, tx.principal))


def list_reports(tx: Tx, wanted: SecretaryReportFilter, page: Page) -> tuple[list[SecretaryReport], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_reports(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def appraise_report(tx: Tx, name: str, appraisal: Appraisal, *, etag: str) -> SecretaryReport:
    """The superior organisation appraises (PB-30), never who entered the report (P-04)."""
    before = _found(rows.load_report(tx.session, name, tx.principal, lock=True))
    allow(before, "appraise", etag=etag)
    entry = enter_happening(tx, appraisal, division=before.division, not_before=before.submitted_date)
    after = appraised(before, appraisal, entry)
    rows.update_report(tx.session, after)
    tx.note("secretary_report.appraise", name, rules=("PB-30",), document=appraisal.document_number)
    return after


def list_owed(tx: Tx, year: int) -> list[OwedReport]:
    """What organisations of the caller's divisions owe for a year (PB-30)."""
    organisations = all_organisations(tx.session, tx.principal)
    return owed_for(year, organisations, rows.reports_of_year(tx.session, year, tx.principal))


def _found(report: SecretaryReport | None) -> SecretaryReport:
    if report is None:
        raise NotFound("书记述职")
    return report
