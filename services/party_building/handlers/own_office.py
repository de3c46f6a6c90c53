"""What an office's own clerk sees and enters: of his office alone. It must not know another way to do it."""

from __future__ import annotations

import datetime as dt

from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.charter_check import CharterCheck, CharterDraft, CharterFilter
from services.party_building.domain.coverage import Coverage
from services.party_building.domain.deliberation import (
    Deliberation,
    DeliberationDraft,
    DeliberationFilter,
    DeliberationMatter,
    OfficeDecision,
    OfficeDecisionFilter,
)
from services.party_building.domain.meeting_duty import MissedMeeting
from services.party_building.handlers.charter_check import create_charter, list_charters
from services.party_building.handlers.coverage import get_coverage
from services.party_building.handlers.deliberation import create_deliberation, list_decisions, list_deliberations
from services.party_building.handlers.office_account import own_office
from services.party_building.handlers.party_meeting import list_missed
from services.party_building.persistence.organisation import standing_over


def own_coverage(tx: Tx) -> Coverage:
    """How the caller's office stands."""
    return get_coverage(tx, own_office(tx).replace("offices/", "coverages/", 1))


def enter_deliberation(tx: Tx, draft: DeliberationDraft) -> Deliberation:
    """Record a deliberation of the caller's office (PB-29). Raises OFFICE_UNKNOWN for another one's."""
    own_office(tx, draft.office)
    return create_deliberation(tx, draft)


def own_deliberations(tx: Tx, matter: DeliberationMatter | None, page: Page) -> tuple[list[Deliberation], str | None]:
    """A page of the office's deliberations, and the key behind which the next one begins."""
    return list_deliberations(tx, DeliberationFilter(office=own_office(tx), matter=matter), page)


def own_decisions(
    tx: Tx, matter: DeliberationMatter | None, page: Page, *, flagged: bool
) -> tuple[list[OfficeDecision], str | None]:
    """A page of the office's decisions, and the key behind which the next one begins."""
    return list_decisions(tx, OfficeDecisionFilter(office=own_office(tx), matter=matter, flagged=flagged), page)


def enter_charter(tx: Tx, draft: CharterDraft) -> CharterCheck:
    """Enter the next version of the charter of the caller's office (PB-28). Raises OFFICE_UNKNOWN for another one's."""
    own_office(tx, draft.office)
    return create_charter(tx, draft)


def own_charters(tx: Tx, page: Page) -> tuple[list[CharterCheck], str | None]:
    """A page of versions of the office's charter, and the key behind which the next one begins."""
    return list_charters(tx, CharterFilter(office=own_office(tx), state=None), page)


def own_missed(tx: Tx, since: dt.date | None) -> list[MissedMeeting]:
    """What the branch that unites the office did not hold (PB-35)."""
    office = own_office(tx)
    branch, _ = standing_over(tx.session, [office]).get(office, ("", None))
    return [one for one in list_missed(tx, since) if one.organisation == branch]
