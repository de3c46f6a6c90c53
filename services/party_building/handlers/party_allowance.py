"""Use cases of allowances: enter, and propose the spending that pays one (PB-32). It must not approve a spending."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.activity_budget import refuse_beyond
from services.party_building.domain.fund_spend import office_without_fund
from services.party_building.domain.party_allowance import (
    AllowanceSource,
    PartyAllowance,
    PartyAllowanceDraft,
    PartyAllowanceFilter,
    allowance_of,
    budget_missing,
    refuse_month_ahead,
    spend_for,
    worker_unknown,
)
from services.party_building.handlers.fund_spend import create_spend
from services.party_building.persistence import party_allowance as rows
from services.party_building.persistence.activity_budget import budget_of
from services.party_building.persistence.fund import division_of
from services.party_building.persistence.member import load_member


def create_allowance(tx: Tx, draft: PartyAllowanceDraft) -> PartyAllowance:
    """Enter an allowance with the money it is from (PB-32).

    Raises MONTH_IN_FUTURE, MEMBER_UNKNOWN, OFFICE_WITHOUT_FUND, ALLOWANCE_TAKEN, and what its money's check raises.
    """
    refuse_month_ahead(draft.month, tx.today)
    if load_member(tx.session, tx.seal, draft.member, tx.principal, lock=True) is None:
        raise worker_unknown()
    division = division_of(tx.session, draft.office, tx.principal)
    if division is None:
        raise office_without_fund()
    rows.refuse_second(tx.session, draft)
    spend, budget = _money(tx, draft)
    name = f"partyAllowances/{tx.new_id()}"
    made = allowance_of(
        draft, name=name, fund_spend=spend, activity_budget=budget, division=division, now=tx.now
    )  # fmt: skip
    rows.insert_allowance(tx.session, made)
    tx.note("party_allowance.create", name, rules=("PB-32",), document=draft.document_number)
    return made


def get_allowance(tx: Tx, name: str) -> PartyAllowance:
    """One allowance within the caller's divisions."""
    found = rows.load_allowance(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("党务工作者津贴")
    return found


def list_allowances(tx: Tx, wanted: PartyAllowanceFilter, page: Page) -> tuple[list[PartyAllowance], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_allowances(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def _money(tx: Tx, draft: PartyAllowanceDraft) -> tuple[str, str]:
    """The spending that was proposed for it, or the budget line it is from (PB-32, PB-37).

    Raises BUDGET_MISSING, BUDGET_EXCEEDED.
    """
    if draft.source is AllowanceSource.FUND:
        return create_spend(tx, spend_for(draft)).name, ""
    budget = budget_of(tx.session, draft.office, int(draft.month[:4]))
    if budget is None:
        raise budget_missing()
    refuse_beyond(budget.amount_fen, budget.allowances_fen + draft.amount_fen)
    return "", budget.name
