"""Use cases of reported totals (MD-10). It must not decide."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.mediation.domain.reported_total import (
    MediationFigures,
    ReportedTotal,
    ReportedTotalDraft,
    ReportedTotalFilter,
    ReportedTotalShown,
    beside,
    corrected,
    reported,
)
from services.mediation.handlers.mediation_organisation import get_organisation
from services.mediation.persistence import reported_total as rows


def create_total(tx: Tx, draft: ReportedTotalDraft) -> ReportedTotalShown:
    """Enter what an organisation reported, one that is closed by now too (MD-10)."""
    organisation = get_organisation(tx, draft.organisation, lock=True)
    name = f"reportedTotals/{tx.new_id()}"
    made = reported(draft, name=name, division=organisation.division, today=tx.today, now=tx.now)
    rows.insert_total(tx.session, made)
    tx.note("reported_total.create", name, rules=("MD-10",), document=made.document_number)
    return _shown(tx, made)


def get_total(tx: Tx, name: str) -> ReportedTotalShown:
    """One within the caller's divisions, beside what the records count now."""
    return _shown(tx, _found(rows.load_total(tx.session, name, tx.principal)))


def list_totals(tx: Tx, wanted: ReportedTotalFilter, page: Page) -> tuple[list[ReportedTotalShown], str | None]:
    """A page, and the key behind which the next one begins."""
    found, after = page.cut(rows.find_totals(tx.session, wanted, page, tx.principal), key=lambda item: item.name)
    return [_shown(tx, one) for one in found], after


def correct_total(tx: Tx, name: str, figures: MediationFigures, *, document: str, etag: str) -> ReportedTotalShown:
    """Other figures by another paper (MD-10)."""
    before = _found(rows.load_total(tx.session, name, tx.principal, lock=True))
    after = corrected(before, figures, document, etag=etag, today=tx.today)
    rows.update_total(tx.session, after)
    tx.note("reported_total.correct", name, rules=("MD-10",), document=document)
    return _shown(tx, after)


def _shown(tx: Tx, total: ReportedTotal) -> ReportedTotalShown:
    return beside(total, rows.count_month(tx.session, total.organisation, total.month))


def _found(total: ReportedTotal | None) -> ReportedTotal:
    if total is None:
        raise NotFound("统计报表")
    return total
