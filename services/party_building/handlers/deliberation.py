"""Use cases of deliberations and of the decisions that want one (PB-29). It must not judge what was decided."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.deliberation import (
    Assessed,
    Deliberation,
    DeliberationDraft,
    DeliberationFilter,
    Hiring,
    OfficeDecision,
    OfficeDecisionDraft,
    OfficeDecisionFilter,
    assessed,
    attached,
    decide,
    hired,
    promoted,
    record,
)
from services.party_building.domain.roster import OfficeLeaders
from services.party_building.handlers.entry import enter_happening
from services.party_building.handlers.office import require_office
from services.party_building.persistence import deliberation as rows
from services.party_building.persistence.coverage import load_coverage
from services.party_building.persistence.roster import practice_of


def create_deliberation(tx: Tx, draft: DeliberationDraft) -> Deliberation:
    """Record a deliberation (PB-29). Raises OFFICE_UNKNOWN."""
    division = require_office(tx, draft.office)
    happening = Happening(happened_date=draft.deliberated_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=division, field="deliberation.deliberated_date")
    made = record(draft, entry, name=f"deliberations/{tx.new_id()}", division=division, now=tx.now)
    rows.insert_deliberation(tx.session, made)
    tx.note("deliberation.create", made.name, rules=("PB-29",), document=draft.document_number)
    return made


def get_deliberation(tx: Tx, name: str) -> Deliberation:
    """One record within the caller's divisions."""
    found = rows.load_deliberation(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("会商记录")
    return found


def list_deliberations(tx: Tx, wanted: DeliberationFilter, page: Page) -> tuple[list[Deliberation], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_deliberations(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def create_decision(tx: Tx, draft: OfficeDecisionDraft) -> OfficeDecision:
    """Enter a decision (PB-29). Raises OFFICE_UNKNOWN, DELIBERATION_UNFIT."""
    division = require_office(tx, draft.office)
    happening = Happening(happened_date=draft.decided_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=division, field="office_decision.decided_date")
    before = rows.load_deliberation(tx.session, draft.deliberation, tx.principal)
    made = decide(draft, before, entry, name=f"officeDecisions/{tx.new_id()}", division=division, now=tx.now)
    rows.insert_decision(tx.session, made)
    tx.note("office_decision.create", made.name, rules=("PB-29",), document=draft.document_number)
    return made


def hear_hiring(tx: Tx, hiring: Hiring) -> None:
    """A practitioner came to an office: a decision that wants a deliberation (PB-29).

    Whoever was there when the office came into this register was not hired in its time (P-07).
    """
    coverage = load_coverage(tx.session, hiring.office)
    if coverage is None or hiring.from_date <= coverage.spans[0].from_date:
        return
    made = hired(hiring, name=f"officeDecisions/{tx.new_id()}", now=tx.now)
    rows.insert_decision(tx.session, made)
    tx.note("office_decision.hear", made.name, rules=("PB-29",), document=hiring.document_number)


def hear_promotions(tx: Tx, leaders: OfficeLeaders, *, on: dt.date) -> None:
    """Whoever became a partner or main manager: a decision for each that wants a deliberation (PB-29).

    Where it is not known who led before, nobody was promoted (P-07).
    """
    coverage = load_coverage(tx.session, leaders.office)
    if coverage is None or on <= coverage.spans[0].from_date:
        return
    for who in leaders.promoted:
        name = f"officeDecisions/{tx.new_id()}"
        made = promoted(who, leaders.office, name=name, division=coverage.division, on=on, now=tx.now)
        rows.insert_decision(tx.session, made)
        tx.note("office_decision.hear", made.name, rules=("PB-29",))


def hear_assessment(tx: Tx, heard: Assessed) -> None:
    """A year was assessed: one decision of the office wants a deliberation, however many are graded (PB-29, XF-31).

    A practitioner's is that of the office where he practises now; what was final before this register is not (P-07).
    """
    practice = practice_of(tx.session, heard.subject)
    office = practice.office if practice is not None else heard.subject
    coverage = load_coverage(tx.session, office)
    if coverage is None or heard.final_date <= coverage.spans[0].from_date:
        return
    if rows.is_assessment_heard(tx.session, office, heard.year):
        return
    name = f"officeDecisions/{tx.new_id()}"
    made = assessed(heard, office, name=name, division=coverage.division, now=tx.now)
    rows.insert_decision(tx.session, made)
    tx.note("office_decision.hear", made.name, rules=("PB-29",))


def get_decision(tx: Tx, name: str) -> OfficeDecision:
    """One decision within the caller's divisions."""
    return _found(rows.load_decision(tx.session, name, tx.principal))


def list_decisions(tx: Tx, wanted: OfficeDecisionFilter, page: Page) -> tuple[list[OfficeDecision], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_decisions(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def attach_deliberation(tx: Tx, name: str, deliberation: str, *, etag: str) -> OfficeDecision:
    """The record of the deliberation was found (PB-29). Raises DELIBERATION_UNFIT."""
    before = _found(rows.load_decision(tx.session, name, tx.principal, lock=True))
    after = attached(before, rows.load_deliberation(tx.session, deliberation, tx.principal), etag=etag)
    rows.update_decision(tx.session, after)
    tx.note("office_decision.attachDeliberation", name, rules=("PB-29",))
    return after


def _found(decision: OfficeDecision | None) -> OfficeDecision:
    if decision is None:
        raise NotFound("须会商的决定")
    return decision
