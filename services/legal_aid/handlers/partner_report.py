"""Use cases of what partners report: keep it, and carry it out on whom it is about. It must not decide about the law.

A subject that nobody here is registered as stays on record and on the list of the unmatched ones; what was reported
of it is carried out when somebody is registered under that name.
"""

from __future__ import annotations

from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.assignment_bar import follow_up_bar
from services.legal_aid.domain.handler import enter_public_office
from services.legal_aid.domain.partner_report import (
    PartnerReport,
    PartnerReportFilter,
    ReportTopic,
    bar_cause,
    newest,
)
from services.legal_aid.handlers.barring import begin_bar, end_bar
from services.legal_aid.handlers.claims_on_check import stop_purchased
from services.legal_aid.handlers.complaint_tip import follow_tip
from services.legal_aid.persistence import partner_report as rows
from services.legal_aid.persistence.assignment_bar import find_running_bars
from services.legal_aid.persistence.handler import find_handler_known_as, update_handler
from services.legal_aid.persistence.handling_unit import find_unit_known_as
from services.legal_aid.persistence.institution import find_institution_known_as


def keep_report(tx: Tx, told: PartnerReport) -> None:
    """What is known of the matter now; a fact that came before changes nothing."""
    present = rows.load_same(tx.session, told)
    if present is None:
        rows.insert_report(tx.session, told)
        return
    kept = newest(present, told)
    if kept != present:
        rows.update_report(tx.session, kept)


def follow_reports(tx: Tx, subject: str) -> None:
    """Bring bars, public office, complaints and claims of the subject to what is reported of it.

    XF-06, XF-12, XF-13, XF-25, XF-29, XF-33, XF-39.

    Whoever nobody here is registered as is left on the list of the unmatched.
    """
    reports = rows.reports_about(tx.session, subject)
    handler = find_handler_known_as(tx.session, subject, lock=True)
    unit = find_unit_known_as(tx.session, handler.unit if handler else subject)
    about = handler or unit or find_institution_known_as(tx.session, subject)
    for report in reports:
        if report.topic is ReportTopic.TIP and about is not None:
            follow_tip(tx, report, about)
        if report.topic is ReportTopic.PURCHASE and unit is not None:
            stop_purchased(tx, unit.name, report.act, document=report.document)
    if unit is None:
        return
    barred, division, office = (
        (handler.name, handler.division, unit.external_name) if handler else (unit.name, unit.division, "")
    )
    for report in reports:
        _follow_bar(tx, report, subject=barred, division=division, office=office)
    began = [one.from_date for one in reports if one.topic is ReportTopic.PUBLIC_OFFICE and one.from_date is not None]
    if handler and began:
        changed = enter_public_office(handler, since=min(began))
        if changed != handler:
            update_handler(tx.session, changed)
            tx.note("handler.enterPublicOffice", handler.name, rules=("LA-59",))


def _follow_bar(tx: Tx, report: PartnerReport, *, subject: str, division: str, office: str) -> None:
    cause = bar_cause(report, unit=office)
    running = find_running_bars(tx.session, subject, reported_by=report.key)
    for bar in running:
        if bar.cause is not cause:
            end_bar(tx, bar, on=max(bar.from_date, report.until_date or report.from_date or tx.today))
    if cause is None or report.from_date is None or any(bar.cause is cause for bar in running):
        return
    bar = follow_up_bar(
        name=f"assignmentBars/{tx.new_id()}", subject=subject, cause=cause, document=report.document,
        from_date=report.from_date, division=division, reported_by=report.key, now=tx.now,
    )  # fmt: skip
    begin_bar(tx, bar)


def list_partner_reports(
    tx: Tx, wanted: PartnerReportFilter, page: Page
) -> tuple[list[PartnerReport], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_reports(tx.session, wanted, page, tx.principal), key=lambda item: item.name)
