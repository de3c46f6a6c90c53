"""Use cases of activity budgets: enter, revise, read; last year's base comes from the fund's lines (PB-37).

It must not compare amounts: `domain.activity_budget` does.
"""

from __future__ import annotations

import datetime as dt

from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.activity_budget import (
    ActivityBudget,
    ActivityBudgetDraft,
    ActivityBudgetFilter,
    BudgetRevision,
    enter_budget,
    found,
    revised,
)
from services.party_building.domain.fund_allocation import ACCOUNTS, true_up
from services.party_building.domain.fund_spend import office_without_fund
from services.party_building.persistence import activity_budget as rows
from services.party_building.persistence import fund as funds
from services.party_building.persistence.fund_allocation import lines_of_year

PERCENT = "pb.fund_percent"


def create_budget(tx: Tx, draft: ActivityBudgetDraft) -> ActivityBudget:
    """Enter the line of a year (PB-37). Raises OFFICE_WITHOUT_FUND, BUDGET_TAKEN, BUDGET_REASON_MISSING."""
    division = funds.division_of(tx.session, draft.office, tx.principal)
    if division is None:
        raise office_without_fund()
    funds.lock_fund(tx.session, draft.office, division, ACCOUNTS)
    percent = _percent(tx, division, draft.year)
    base = _base(tx, draft.office, draft.year - 1, percent)
    name = f"activityBudgets/{tx.new_id()}"
    made = enter_budget(draft, base, percent, name=name, division=division, now=tx.now)
    rows.insert_budget(tx.session, made)
    tx.note("activity_budget.create", name, rules=("PB-37",), document=draft.document_number)
    return made


def revise_budget(tx: Tx, name: str, revision: BudgetRevision, *, etag: str) -> ActivityBudget:
    """Enter another amount, checked against last year's base as it now is (PB-37)."""
    before = found(rows.load_budget(tx.session, name, tx.principal, lock=True))
    percent = _percent(tx, before.division, before.year)
    after = revised(before, revision, _base(tx, before.office, before.year - 1, percent), percent, etag=etag)
    rows.update_budget(tx.session, after)
    tx.note("activity_budget.revise", name, rules=("PB-37",), document=revision.document_number)
    return after


def get_budget(tx: Tx, name: str) -> ActivityBudget:
    """One line within the caller's divisions."""
    return found(rows.load_budget(tx.session, name, tx.principal))


def list_budgets(tx: Tx, wanted: ActivityBudgetFilter, page: Page) -> tuple[list[ActivityBudget], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_budgets(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def _percent(tx: Tx, division: str, year: int) -> int:
    found_percent: int = tx.policy(PERCENT, division=division, on=dt.date(year, 1, 1)).value
    return found_percent


def _base(tx: Tx, office: str, year: int, percent: int) -> int:
    base, _ = true_up(lines_of_year(tx.session, office, year), percent)
    return base
