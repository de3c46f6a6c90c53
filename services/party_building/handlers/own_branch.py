"""What the secretary of a branch sees and enters: of his organisation alone. It must not know another way to do it."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.fund_spend import FundSpend, FundSpendFilter, FundSpendState, SpendPaper
from services.party_building.domain.member import Member
from services.party_building.domain.organisation import OrganisationView
from services.party_building.domain.party_meeting import PartyMeeting, PartyMeetingDraft, PartyMeetingFilter
from services.party_building.domain.secretary_report import SecretaryReport, SecretaryReportDraft
from services.party_building.handlers.branch_account import own_organisation
from services.party_building.handlers.fund_spend import approve_spend, get_spend, list_spends
from services.party_building.handlers.organisation import get_organisation
from services.party_building.handlers.party_meeting import create_meeting, list_meetings
from services.party_building.handlers.secretary_report import create_report
from services.party_building.persistence.member import members_of_organisation


def own_branch(tx: Tx) -> OrganisationView:
    """The caller's organisation."""
    return get_organisation(tx, own_organisation(tx))


def own_members(tx: Tx) -> list[Member]:
    """Everybody in the Party whose relation is at the caller's organisation (PB-18)."""
    return members_of_organisation(tx.session, tx.seal, own_organisation(tx))


def enter_meeting(tx: Tx, draft: PartyMeetingDraft) -> PartyMeeting:
    """Record what the caller's organisation held (PB-35). Raises ORGANISATION_UNKNOWN for another one's."""
    own_organisation(tx, draft.organisation)
    return create_meeting(tx, draft)


def own_meetings(tx: Tx, page: Page) -> tuple[list[PartyMeeting], str | None]:
    """A page of what it held, and the key behind which the next one begins."""
    return list_meetings(tx, PartyMeetingFilter(organisation=own_organisation(tx), kind=None), page)


def enter_report(tx: Tx, draft: SecretaryReportDraft) -> SecretaryReport:
    """The secretary reports (PB-30). Raises ORGANISATION_UNKNOWN for another organisation's report."""
    own_organisation(tx, draft.organisation)
    return create_report(tx, draft)


def own_spends(tx: Tx, state: FundSpendState | None, page: Page) -> tuple[list[FundSpend], str | None]:
    """A page of spendings that the organisation approves, and the key behind which the next one begins (PB-38)."""
    return list_spends(tx, FundSpendFilter(office="", state=state, approver=own_organisation(tx)), page)


def approve_own_spend(tx: Tx, name: str, paper: SpendPaper, *, etag: str) -> FundSpend:
    """The organisation that approves it does so (PB-38). Raises NotFound for another organisation's."""
    if get_spend(tx, name).approver != own_organisation(tx):
        raise NotFound("党建经费支出")
    return approve_spend(tx, name, paper, etag=etag)
