"""Use cases of units of campaigns: notices, checks, release (SV-02, SV-04, SV-71). It must not decide."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain.appraised import of_check
from services.supervision.domain.campaign import Campaign, require_open
from services.supervision.domain.campaign_check import Check, CheckProblem, refuse_unfit
from services.supervision.domain.campaign_unit import (
    CampaignUnit,
    CampaignUnitFilter,
    allow,
    confirmed,
    covered,
    released,
)
from services.supervision.domain.documented import Documented
from services.supervision.domain.rectification import Rectification, RectificationDraft, RectificationSource
from services.supervision.domain.standard_proposal import standard_finding
from services.supervision.handlers.appraisal import book
from services.supervision.handlers.rectification import create_rectification
from services.supervision.handlers.standard_proposal import propose_standard
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import campaign_unit as rows
from services.supervision.persistence.campaign import campaign_of_unit
from services.supervision.persistence.inspection_officer import officers_named


def get_campaign_unit(tx: Tx, name: str) -> CampaignUnit:
    """One within the caller's divisions."""
    return _found(rows.load_unit(tx.session, name, tx.principal))


def list_campaign_units(tx: Tx, wanted: CampaignUnitFilter, page: Page) -> tuple[list[CampaignUnit], str | None]:
    """A page of the matrix, and the key behind which the next one begins (SV-02)."""
    return page.cut(rows.find_units(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def confirm_notice(tx: Tx, name: str, person: str, told: Happening, *, etag: str) -> CampaignUnit:
    """The unit, then each person confirms the notice (SV-71)."""
    unit, _, entry = open_unit(tx, name, "confirmNotice", told, etag=etag)
    return save_unit(tx, confirmed(unit, person, entry), "confirmNotice", rule="SV-71")


def enter_check(tx: Tx, name: str, check: Check, *, etag: str) -> CampaignUnit:
    """Enter the signed record of a check; who enters it answers for it, problems become rectifications (SV-04)."""
    unit, campaign, entry = open_unit(tx, name, "enterCheck", check, etag=etag)
    officers = officers_named(tx.session, check.officers, tx.principal)
    refuse_unfit(unit, check, officers, entry.happened_date)
    against_unit = [one for one in check.problems if one.finding_class is None]
    made = tuple(_put_right(tx, unit, campaign, check, one, entry).name for one in against_unit)
    for one in check.problems:
        propose_standard(tx, standard_finding(unit, check, one, entry.happened_date))
    book(tx, of_check(unit, check, entry.happened_date))
    after = covered(
        unit, check.kind, entry.happened_date, result=check.result, record=check.document_number,
        officers=check.officers, signed_by=tx.principal.subject, rectifications=made,
    )  # fmt: skip
    return save_unit(tx, after, "enterCheck", rule="SV-04", document=check.document_number)


def release_unit(tx: Tx, name: str, reason: str, told: Documented, *, etag: str) -> CampaignUnit:
    """A unit leaves the campaign (SV-02)."""
    unit, _, entry = open_unit(tx, name, "release", told, etag=etag)
    return save_unit(tx, released(unit, reason, entry), "release", rule="SV-02", document=told.document_number)


def open_unit(
    tx: Tx, name: str, action: str, told: Happening, *, etag: str, field: str = "happened_date"
) -> tuple[CampaignUnit, Campaign, Entry]:
    """The unit, locked, its open campaign, and when it happened: not before the campaign began."""
    unit = _found(rows.load_unit(tx.session, name, tx.principal, lock=True))
    campaign = campaign_of_unit(tx.session, unit.campaign)
    require_open(campaign)
    allow(unit, action, etag=etag)
    entry = enter_happening(
        tx, told, division=unit.division, not_before=campaign.phases[0].start_date, field=field
    )  # fmt: skip
    return unit, campaign, entry


def save_unit(tx: Tx, unit: CampaignUnit, action: str, *, rule: str, document: str = "") -> CampaignUnit:
    """Write and note what was done."""
    rows.update_unit(tx.session, unit)
    tx.note(f"campaign_unit.{action}", unit.name, rules=(rule,), document=document)
    return unit


def _put_right(
    tx: Tx, unit: CampaignUnit, campaign: Campaign, check: Check, found: CheckProblem, entry: Entry
) -> Rectification:
    draft = RectificationDraft(
        source=RectificationSource.INSPECTION, source_reference=unit.name, item=found.item,
        subject_type=unit.subject_type, subject=unit.subject, unit_title=unit.title, division=unit.division,
        problem=found.problem, measure=found.measure, responsible_person=found.responsible_person,
        responsible_account="", action_officer=found.action_officer,
        phase_end_date=campaign.phase_end(entry.happened_date), document_number=check.document_number,
        entry_reason=check.entry_reason, issued_date=entry.happened_date, due_date=found.due_date,
    )  # fmt: skip
    return create_rectification(tx, draft)


def _found(unit: CampaignUnit | None) -> CampaignUnit:
    if unit is None:
        raise NotFound("参加专项整治的单位")
    return unit
