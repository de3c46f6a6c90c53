"""Use case of a report to the hotline: it joins the complaint about the same fact, or opens one (XF-25).

It must not know what the report says, and a report that comes twice changes nothing.
"""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.tx import Tx
from services.legal_aid.domain.complaint import Complaint
from services.legal_aid.domain.complaint_events import received
from services.legal_aid.domain.complaint_target import ComplaintTarget, ComplaintTargetKind
from services.legal_aid.domain.complaint_tip import (
    ComplaintTip,
    draft_of_tip,
    is_about_property,
    same_record,
    unit_target,
)
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.handling_unit import HandlingUnit
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.partner_report import PartnerReport
from services.legal_aid.handlers.claims_on_check import put_on_check
from services.legal_aid.handlers.complaint import log_complaint, record_step
from services.legal_aid.handlers.known_names import known_target
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import complaint as rows
from services.legal_aid.persistence.case_assignment import latest_institution
from services.legal_aid.persistence.complaint_tip import insert_tip, is_known
from services.legal_aid.persistence.institution import first_of_division, institution_named


def follow_tip(tx: Tx, report: PartnerReport, about: Handler | HandlingUnit | Institution) -> None:
    """One report is in one complaint; property taken puts the open claims of whom it is about on check (XF-16)."""
    institution = _institution(tx, about)
    if is_known(tx.session, report.reference) or institution is None:
        return
    complaint = _same(tx, report)
    if complaint is None:
        complaint = _open(tx, report, about, institution)
    else:
        entry = Entry(happened_date=tx.today, late=False, reason="")
        record_step(tx, complaint, complaint, action="joinTip", entry=entry, rules=("LA-121",))
    insert_tip(tx.session, ComplaintTip(tip=report.reference, complaint=complaint.name, clue=report.document))
    if is_about_property(report):
        put_on_check(tx, about.name, document=report.document)


def _same(tx: Tx, report: PartnerReport) -> Complaint | None:
    """The complaint that names the clue, or in which that one goes on."""
    found = same_record(rows.find_of_clue(tx.session, report.document))
    while found is not None and found.merged_into:
        found = rows.lock_named(tx.session, found.merged_into)
    return found


def _open(
    tx: Tx, report: PartnerReport, about: Handler | HandlingUnit | Institution, institution: Institution
) -> Complaint:  # fmt: skip
    draft = draft_of_tip(report, institution=institution.name, target=_target(about))
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=institution.division)
    made = log_complaint(tx, draft, draft.target, institution, entry, action="receiveTip")
    tx.emit(received(made, known_target(tx, made.target.resource))[0], subject=made.name)
    return made


def _target(about: Handler | HandlingUnit | Institution) -> ComplaintTarget:
    if isinstance(about, Handler):
        return ComplaintTarget(
            kind=ComplaintTargetKind.HANDLER, resource=about.name, display_name=about.full_name
        )  # fmt: skip
    if isinstance(about, Institution):
        kind: ComplaintTargetKind | None = ComplaintTargetKind.INSTITUTION
    else:
        kind = unit_target(about.kind)
    if kind is None:
        return ComplaintTarget(
            kind=ComplaintTargetKind.MASS_ORGANISATION, resource="", display_name=about.display_name
        )  # fmt: skip
    return ComplaintTarget(kind=kind, resource=about.name, display_name=about.display_name)


def _institution(tx: Tx, about: Handler | HandlingUnit | Institution) -> Institution | None:
    """Whose complaint it is: that of the latest case of whom it is about, else the first of the place."""
    if isinstance(about, Institution):
        return about
    latest = latest_institution(tx.session, about.name)
    return institution_named(tx.session, latest) if latest else first_of_division(tx.session, about.division)
