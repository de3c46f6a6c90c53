"""Papers of a campaign: unit, paper, due day, receipt and lateness (SV-75). It must not write one."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.spans import days_late
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.campaign import Campaign, CampaignDeliverable, DeliverableKind, DeliverableSource
from services.supervision.domain.campaign_unit import CampaignUnit
from services.supervision.domain.documented import Documented


class CampaignPaperState(enum.Enum):
    """Whether a paper is there."""

    OUTSTANDING = enum.auto()
    RECEIVED = enum.auto()


MOVES: Moves[CampaignPaperState] = {
    CampaignPaperState.OUTSTANDING: {"receive": frozenset({CampaignPaperState.RECEIVED})},
    CampaignPaperState.RECEIVED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPaper:
    """One paper that somebody has to hand in; `campaign_unit` empty for the office of the lead group."""

    name: str
    campaign: str
    campaign_unit: str
    unit_title: str
    division: str
    kind: DeliverableKind
    title: str
    recipient: str
    due_date: dt.date
    received_date: dt.date | None
    days_late: int
    document_number: str
    sha256: str
    experience: str
    shortcomings: str
    direction: str
    state: CampaignPaperState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPaperFilter:
    """What a list asks for; empty means any."""

    campaign: str
    state: CampaignPaperState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Documented):
    """What was handed in; the three texts are those of a look-back report."""

    sha256: str
    experience: str
    shortcomings: str
    direction: str


def papers_of(campaign: Campaign, units: list[CampaignUnit]) -> list[CampaignPaper]:
    """One row per unit and paper, and one for each paper of the office (SV-75); names are the caller's."""
    return [
        paper
        for wanted in campaign.deliverables
        for paper in (
            [_paper(campaign, wanted, one.name, one.title, one.division)
             for one in units if one.subject_type in wanted.unit_types]
            if wanted.source is DeliverableSource.UNIT
            else [_paper(campaign, wanted, "", campaign.lead_group_office, campaign.division)]
        )
    ]  # fmt: skip


def allow(paper: CampaignPaper, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, paper.state, action, what="应报送的材料", etag=paper.etag, given=etag)


def received(paper: CampaignPaper, told: Receipt, entry: Entry) -> CampaignPaper:
    """It is there, in time or late by days (SV-75); a look-back report says all three (SV-41).

    Raises InvalidFields LOOK_BACK_INCOMPLETE, LOOK_BACK_UNEXPECTED.
    """
    texts = {"experience": told.experience, "shortcomings": told.shortcomings, "direction": told.direction}
    looks_back = paper.kind is DeliverableKind.LOOK_BACK_REPORT
    reason, said = (
        ("LOOK_BACK_INCOMPLETE", "回头看报告须写明经验、不足和今后方向（SV-41），请补充")
        if looks_back
        else ("LOOK_BACK_UNEXPECTED", "只有回头看报告填写本项（SV-41），请删去")
    )
    faults = [
        Violation(field=field, reason=reason, description=said)
        for field, text in texts.items()
        if bool(text) is not looks_back
    ]
    if faults:
        raise InvalidFields(tuple(faults))
    return replace(
        paper, state=CampaignPaperState.RECEIVED, received_date=entry.happened_date, experience=told.experience,
        shortcomings=told.shortcomings, direction=told.direction, sha256=told.sha256,
        document_number=told.document_number, days_late=days_late(paper.due_date, done=entry.happened_date),
        etag=str(int(paper.etag) + 1),
    )  # fmt: skip


def _paper(
    campaign: Campaign, wanted: CampaignDeliverable, unit: str, title: str, division: str
) -> CampaignPaper:  # fmt: skip
    return CampaignPaper(
        name="", campaign=campaign.name, campaign_unit=unit, unit_title=title, division=division, kind=wanted.kind,
        title=wanted.title, recipient=wanted.recipient, due_date=wanted.due_date, received_date=None, days_late=0,
        document_number="", sha256="", experience="", shortcomings="", direction="",
        state=CampaignPaperState.OUTSTANDING, create_time=campaign.create_time, etag="1",
    )  # fmt: skip
