"""Use cases of campaigns: plan, fix the units, look back, report (SV-02, SV-41, SV-75). It must not decide."""

from __future__ import annotations

from dataclasses import replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain.campaign import (
    Campaign,
    CampaignFilter,
    CampaignPlan,
    CampaignState,
    HotlineNotice,
    allow,
    looking_back,
    reported,
    started,
    with_hotline,
)
from services.supervision.domain.campaign_paper import papers_of
from services.supervision.domain.campaign_planning import planned
from services.supervision.domain.campaign_unit import joined
from services.supervision.domain.documented import Documented
from services.supervision.domain.look_back import LookBackReport, LookBackText, look_back, require_whole
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import campaign as rows
from services.supervision.persistence.campaign_paper import insert_papers
from services.supervision.persistence.campaign_unit import insert_units
from services.supervision.persistence.look_back import recorded_of
from services.supervision.persistence.supervised_unit import units_below


def create_campaign(tx: Tx, plan: CampaignPlan) -> Campaign:
    """Plan a campaign (SV-01, SV-03)."""
    require_division(tx.principal, plan.division)
    campaign = planned(plan, name=f"campaigns/{tx.new_id()}", now=tx.now)
    rows.insert_campaign(tx.session, campaign)
    tx.note("campaign.create", campaign.name, rules=("SV-03",), document=campaign.document_number)
    return campaign


def get_campaign(tx: Tx, name: str) -> Campaign:
    """One within the caller's divisions."""
    return _found(rows.load_campaign(tx.session, name, tx.principal))


def list_campaigns(tx: Tx, wanted: CampaignFilter, page: Page) -> tuple[list[Campaign], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_campaigns(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def start_campaign(tx: Tx, name: str, told: Documented, *, etag: str) -> Campaign:
    """Fix units, people, coverages and papers (SV-02, SV-72)."""
    campaign, entry = _opened(tx, name, "start", told, etag=etag)
    found = joined(campaign, units_below(tx.session, campaign.division), entry.happened_date)
    units = [replace(one, name=f"campaignUnits/{tx.new_id()}", create_time=tx.now) for _, one in found]
    insert_units(tx.session, units)
    papers = papers_of(campaign, units)
    insert_papers(
        tx.session, [replace(one, name=f"campaignPapers/{tx.new_id()}", create_time=tx.now) for one in papers]
    )  # fmt: skip
    after = started(campaign, entry, units=len(units), people=sum(len(one.people) for one in units))
    return _saved(tx, after, "start", rule="SV-02", document=told.document_number)


def publish_hotline(tx: Tx, name: str, number: str, place: str, told: Documented, *, etag: str) -> Campaign:
    """The number of the report line was published, before the campaign or during it (SV-07)."""
    campaign = _found(rows.load_campaign(tx.session, name, tx.principal, lock=True))
    allow(campaign, "publishHotline", etag=etag)
    entry = enter_happening(tx, told, division=campaign.division, not_before=None)
    notice = HotlineNotice(
        number=number, place=place, published_date=entry.happened_date, document_number=told.document_number
    )
    return _saved(
        tx, with_hotline(campaign, notice), "publishHotline", rule="SV-07", document=told.document_number
    )  # fmt: skip


def begin_look_back(tx: Tx, name: str, told: Documented, *, etag: str) -> Campaign:
    """The last phase is over (SV-41)."""
    campaign, entry = _opened(tx, name, "beginLookBack", told, etag=etag)
    return _saved(tx, looking_back(campaign, entry), "beginLookBack", rule="SV-41", document=told.document_number)


def report_campaign(tx: Tx, name: str, told: Documented, text: LookBackText, *, etag: str) -> Campaign:
    """Collate, once everybody was reached and every paper is there, and report up (SV-02, SV-75)."""
    campaign, entry = _opened(tx, name, "report", told, etag=etag)
    found = recorded_of(tx.session, campaign, until=entry.happened_date)
    report = look_back(campaign, found, on=entry.happened_date, text=text)
    require_whole(report)
    rows.insert_report(tx.session, report)
    return _saved(tx, reported(campaign, entry), "report", rule="SV-75", document=told.document_number)


def get_look_back(tx: Tx, name: str) -> LookBackReport:
    """The report as it was made, or as it would be today (SV-75)."""
    campaign = get_campaign(tx, name)
    if campaign.state is CampaignState.REPORTED:
        return rows.load_report(tx.session, name)
    return look_back(campaign, recorded_of(tx.session, campaign, until=tx.today), on=tx.today, text=None)


def _opened(tx: Tx, name: str, action: str, told: Documented, *, etag: str) -> tuple[Campaign, Entry]:
    campaign = _found(rows.load_campaign(tx.session, name, tx.principal, lock=True))
    allow(campaign, action, etag=etag)
    since = campaign.look_back_date or campaign.started_date or campaign.phases[0].start_date
    return campaign, enter_happening(tx, told, division=campaign.division, not_before=since)


def _saved(tx: Tx, campaign: Campaign, action: str, *, rule: str, document: str) -> Campaign:
    rows.update_campaign(tx.session, campaign)
    tx.note(f"campaign.{action}", campaign.name, rules=(rule,), document=document)
    return campaign


def _found(campaign: Campaign | None) -> Campaign:
    if campaign is None:
        raise NotFound("专项整治")
    return campaign
