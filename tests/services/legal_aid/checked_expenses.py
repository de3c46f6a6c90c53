"""Expenses that are checked and wait to be approved, written as the service keeps them. It must not assert anything."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.row_mapping import to_values
from services.legal_aid.domain.direct_expense import DirectExpense, ExpenseKind
from services.legal_aid.domain.settlement import PaymentState, Settlement
from services.legal_aid.persistence.direct_expense import TABLE
from tests.services.legal_aid.cases_to_pay import ENDED, NOW, DoneCase
from tests.services.legal_aid.counter import Counter

_write = to_values(DirectExpense, TABLE)


def checked_expenses(
    counter: Counter, done: DoneCase, source: str, count: int, *, fen: int, handler: str, unit: str, first: int = 0
) -> list[str]:
    """So many tickets of one case; their names, in order."""
    made = [
        DirectExpense(
            name=f"directExpenses/00000000-0000-7000-8000-{first + place:012d}", case=done.name,
            assignment=done.assignments[0], institution=counter.institution, handler=handler, unit=unit,
            fund_source=source, amount_fen=fen, division=counter.division, create_time=NOW, etag="1",
            settlement=Settlement(state=PaymentState.CHECKED, made_by="window", checked_by="checker"),
            kind=ExpenseKind.TRAVEL, receipt=f"P{first + place:08d}", spent_date=ENDED,
        )
        for place in range(count)
    ]  # fmt: skip
    with counter.door.service.database.write() as session:
        session.execute(sa.insert(TABLE), [_write(one) for one in made])
    return [one.name for one in made]
