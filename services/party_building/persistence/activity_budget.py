"""Rows of activity budgets. It must not check an amount."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.activity_budget import ActivityBudget, ActivityBudgetFilter, budget_taken
from services.party_building.persistence.party_allowance import allowed_from
from services.party_building.persistence.row import Row


class ActivityBudgetRow(Row):
    """The line of one year."""

    __tablename__ = "activity_budget"
    __table_args__ = (
        sa.UniqueConstraint("office", "year", name="activity_budget_once"),
        sa.Index("activity_budget_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("fund.office"), type_=sa.Text)
    year: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    reason: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    base_fen: Mapped[int] = mapped_column(sa.BigInteger)
    reference_fen: Mapped[int] = mapped_column(sa.BigInteger)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ActivityBudgetRow.__table__)
_read = from_row(ActivityBudget, TABLE, left_out=("allowances_fen",))
_write = to_values(ActivityBudget, TABLE, left_out=("allowances_fen",))


def insert_budget(session: Session, budget: ActivityBudget) -> None:
    """Write a new line. Raises ALREADY_EXISTS `BUDGET_TAKEN`; the fund is locked meanwhile."""
    if budget_of(session, budget.office, budget.year) is not None:
        raise budget_taken()
    session.execute(sa.insert(TABLE).values(_write(budget)))


def update_budget(session: Session, budget: ActivityBudget) -> None:
    """Write a line that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == budget.name).values(_write(budget)))


def budget_of(session: Session, office: str, year: int) -> ActivityBudget | None:
    """The line of an office's year, locked; the caller has loaded the office within its scope."""
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.year == year)
    return next(iter(_assemble(session, query.with_for_update())), None)


def load_budget(session: Session, name: str, principal: Principal, *, lock: bool = False) -> ActivityBudget | None:
    """The line, if it lies within the caller's divisions."""
    return next(iter(_assemble(session, scoped_row(TABLE, name, principal, lock=lock))), None)


def find_budgets(
    session: Session, wanted: ActivityBudgetFilter, page: Page, principal: Principal
) -> list[ActivityBudget]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, office=wanted.office)
    if wanted.year:
        query = query.where(TABLE.c.year == wanted.year)
    return _assemble(session, query)


def _assemble(session: Session, query: sa.Select[Any]) -> list[ActivityBudget]:
    """The lines, each with what allowances are from it."""
    found = list(session.execute(query))
    allowed = allowed_from(session, [row.name for row in found])
    return [_read(row, allowances_fen=allowed.get(row.name, 0)) for row in found]
