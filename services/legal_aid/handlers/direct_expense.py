"""Use cases of direct expenses. It must not decide about the law."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.direct_expense import (
    DirectExpense,
    DirectExpenseDraft,
    DirectExpenseFilter,
    expense_of,
)
from services.legal_aid.domain.fund_use import check_fit
from services.legal_aid.domain.settlement import EXPENSE_MOVES, ReversalOrder, allow
from services.legal_aid.handlers import settlement
from services.legal_aid.handlers.claimable import claimable_case
from services.legal_aid.handlers.fund_source import chosen_source
from services.legal_aid.persistence import direct_expense as rows

NOUN = "direct_expense"


def create_direct_expense(tx: Tx, draft: DirectExpenseDraft) -> DirectExpense:
    """Enter an expense with its receipt, of whomever (LA-93, E-31)."""
    case = claimable_case(tx, draft.case)
    source = chosen_source(tx, draft.fund_source)
    check_fit(source, institution=case.institution, case_type=case.case_type, subsidy=False)
    name = f"directExpenses/{tx.new_id()}"
    expense = expense_of(draft, case, name=name, made_by=tx.principal.subject, now=tx.now, today=tx.today)
    rows.insert_direct_expense(tx.session, expense)
    tx.note(f"{NOUN}.create", name, rules=("LA-93",))
    return expense


def get_direct_expense(tx: Tx, name: str) -> DirectExpense:
    """One expense within the caller's divisions."""
    return _found(rows.load_direct_expense(tx.session, name, tx.principal))


def list_direct_expenses(tx: Tx, wanted: DirectExpenseFilter, page: Page) -> tuple[list[DirectExpense], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_direct_expenses(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def check_direct_expense(tx: Tx, name: str, *, etag: str) -> DirectExpense:
    """Somebody else than the one who entered it found it right."""
    return _saved(tx, [settlement.check(tx, _open(tx, [name], "check", etag)[0], NOUN)])[0]


def approve_direct_expense(tx: Tx, name: str, *, etag: str) -> DirectExpense:
    """Reserve the amount (LA-115)."""
    return approve_direct_expenses(tx, [name], etag=etag)[0]


def approve_direct_expenses(tx: Tx, names: Sequence[str], *, etag: str = "") -> list[DirectExpense]:
    """Reserve the amounts of expenses of one source together (LA-115)."""
    return _saved(tx, settlement.approve(tx, _open(tx, names, "approve", etag), NOUN))


def pay_direct_expense(tx: Tx, name: str, *, etag: str) -> DirectExpense:
    """Pay the handling unit."""
    return pay_direct_expenses(tx, [name], etag=etag)[0]


def pay_direct_expenses(tx: Tx, names: Sequence[str], *, etag: str = "") -> list[DirectExpense]:
    """Pay expenses of one source together."""
    return _saved(tx, settlement.pay(tx, _open(tx, names, "pay", etag), NOUN))


def order_reversal_of_direct_expense(tx: Tx, name: str, order: ReversalOrder, *, etag: str) -> DirectExpense:
    """Decide in writing that a payment is to be taken back."""
    return _saved(tx, [settlement.order_reversal(tx, _open(tx, [name], "orderReversal", etag)[0], order, NOUN)])[0]


def reverse_direct_expense(tx: Tx, name: str, *, etag: str) -> DirectExpense:
    """Book the reversal (M-05)."""
    return _saved(tx, [settlement.reverse(tx, _open(tx, [name], "reverse", etag)[0], NOUN)])[0]


def take_back(tx: Tx, name: str, order: ReversalOrder, *, by: str) -> None:
    """Book back what somebody else demanded of the recipient (LA-103)."""
    _saved(tx, [settlement.take_back(tx, _open(tx, [name], "reverse", "")[0], order, NOUN, by=by)])


def _open(tx: Tx, names: Sequence[str], action: str, etag: str) -> list[DirectExpense]:
    """The expenses, locked, in the order of the names. Raises NotFound and what `allow` raises for the first."""
    locked = rows.lock_direct_expenses(tx.session, names, tx.principal)
    expenses = [_found(locked.get(name)) for name in names]
    for expense in expenses:
        allow(EXPENSE_MOVES, expense, action, what="直接费用", etag=etag)
    return expenses


def _saved(tx: Tx, expenses: list[DirectExpense]) -> list[DirectExpense]:
    rows.update_direct_expenses(tx.session, expenses)
    return expenses


def _found(expense: DirectExpense | None) -> DirectExpense:
    if expense is None:
        raise NotFound("直接费用")
    return expense
