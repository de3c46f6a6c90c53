"""Direct expenses (直接费用): payable with a receipt, to public-office persons as well (LA-93, E-31).

It must not look anything up.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation
from services.legal_aid.domain.claimable import Claimable
from services.legal_aid.domain.settlement import Payable, PaymentState, Settlement
from services.legal_aid.domain.subsidy_claim import work_of


class ExpenseKind(enum.Enum):
    """What was paid for."""

    TRAVEL = enum.auto()
    LODGING = enum.auto()
    COPYING = enum.auto()
    TRANSLATION = enum.auto()
    APPRAISAL = enum.auto()
    NOTARISATION = enum.auto()
    OTHER = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectExpenseDraft:
    """What is entered."""

    case: str
    assignment: str
    kind: ExpenseKind
    amount_fen: int
    receipt: str
    spent_date: dt.date
    fund_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectExpense(Payable):
    """An expense with its receipt."""

    kind: ExpenseKind
    receipt: str
    spent_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectExpenseFilter:
    """What a list asks for; None and empty mean any."""

    state: PaymentState | None
    case: str


def expense_of(
    draft: DirectExpenseDraft, case: Claimable, *, name: str, made_by: str, now: dt.datetime, today: dt.date
) -> DirectExpense:
    """An expense as it is entered. Raises InvalidFields, ASSIGNMENT_UNKNOWN."""
    if not case.opened_date <= draft.spent_date <= today:
        text = "支出日期应在案件受理之后、今天以前，请按票据日期填写（LA-93）"
        fault = Violation(field="direct_expense.spent_date", reason="DATE_OUTSIDE_CASE", description=text)
        raise InvalidFields((fault,))
    work = work_of(case, draft.assignment)
    fields = {field: getattr(draft, field) for field in DirectExpenseDraft.__dataclass_fields__}
    return DirectExpense(
        **fields, name=name, institution=case.institution, handler=work.handler, unit=work.unit,
        settlement=Settlement(state=PaymentState.DRAFT, made_by=made_by), division=case.division, create_time=now,
        etag="1",
    )  # fmt: skip
