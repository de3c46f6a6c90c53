"""Use cases of papers of campaigns (SV-75). It must not decide what is late."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain.campaign import require_open
from services.supervision.domain.campaign_paper import CampaignPaper, CampaignPaperFilter, Receipt, allow, received
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import campaign_paper as rows
from services.supervision.persistence.campaign import campaign_of_unit


def list_papers(tx: Tx, wanted: CampaignPaperFilter, page: Page) -> tuple[list[CampaignPaper], str | None]:
    """A page of who has to hand in what, and the key behind which the next one begins (SV-75)."""
    return page.cut(rows.find_papers(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def receive_paper(tx: Tx, name: str, told: Receipt, *, etag: str) -> CampaignPaper:
    """Somebody hands a paper in (SV-75)."""
    paper = rows.load_paper(tx.session, name, tx.principal)
    if paper is None:
        raise NotFound("应报送的材料")
    campaign = campaign_of_unit(tx.session, paper.campaign)
    require_open(campaign)
    allow(paper, "receive", etag=etag)
    entry = enter_happening(tx, told, division=paper.division, not_before=campaign.phases[0].start_date)
    after = received(paper, told, entry)
    rows.update_paper(tx.session, after)
    tx.note("campaign_paper.receive", name, rules=("SV-75",), document=told.document_number)
    return after
