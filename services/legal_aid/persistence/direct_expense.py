"""Rows of direct expenses. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.legal_aid.domain.direct_expense import DirectExpense, DirectExpenseFilter
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.settlement import SettlementColumns, settlement_constraints


class DirectExpenseRow(SettlementColumns, Row):
    """One expense."""

    __tablename__ = "direct_expense"
    __table_args__ = (
        *settlement_constraints("direct_expense"),
        sa.CheckConstraint("amount_fen >= 1", name="direct_expense_amount"),
        sa.Index("direct_expense_by_division", "division", "name"),
        sa.Index("direct_expense_by_case", "case", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text)
    assignment: Mapped[str] = mapped_column(sa.ForeignKey("case_assignment.name"), type_=sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    handler: Mapped[str] = mapped_column(sa.ForeignKey("handler.name"), type_=sa.Text)
    unit: Mapped[str] = mapped_column(sa.ForeignKey("handling_unit.name"), type_=sa.Text)
    fund_source: Mapped[str] = mapped_column(sa.ForeignKey("fund_source.name"), type_=sa.Text)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    kind: Mapped[str] = mapped_column(sa.Text)
    receipt: Mapped[str] = mapped_column(sa.Text, unique=True)
    spent_date: Mapped[dt.date]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", DirectExpenseRow.__table__)
_read, _write = from_row(DirectExpense, TABLE), to_values(DirectExpense, TABLE)
_UPDATE = sa.update(TABLE).where(TABLE.c.name == sa.bindparam("row"))
_INSERT = Upsert(
    TABLE, lambda row: row.on_conflict_do_nothing(index_elements=[TABLE.c.receipt]).returning(TABLE.c.name)
)


def insert_direct_expense(session: Session, expense: DirectExpense) -> None:
    """Write an expense. Raises ALREADY_EXISTS `RECEIPT_TAKEN`."""
    if _INSERT.run(session, _write(expense)).one_or_none() is None:
        message = "该票据已登记过报销，一张票据只能报销一次（LA-93）。请核对票据号码。"
        raise Refusal(Kind.ALREADY_EXISTS, "RECEIPT_TAKEN", message)


def update_direct_expenses(session: Session, expenses: Sequence[DirectExpense]) -> None:
    """Write expenses that were locked when they were loaded."""
    session.connection().execute(_UPDATE, [{"row": one.name, **_write(one)} for one in expenses])


def load_direct_expense(session: Session, name: str, principal: Principal) -> DirectExpense | None:
    """The expense, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return None if row is None else _read(row)


def lock_direct_expenses(session: Session, names: Sequence[str], principal: Principal) -> dict[str, DirectExpense]:
    """Those that lie within the caller's divisions, by name; nobody else may change them meanwhile.

    NOTE: they are locked in the order of their names, so that two who take several wait for each other.
    """
    query = sa.select(TABLE).where(TABLE.c.name.in_(names), in_scope(TABLE.c.division, principal))
    rows = session.execute(query.order_by(TABLE.c.name).with_for_update())
    return {row.name: _read(row) for row in rows}


def find_direct_expenses(
    session: Session, wanted: DirectExpenseFilter, page: Page, principal: Principal
) -> list[DirectExpense]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, settlement_state=wanted.state, case=wanted.case)
    return [_read(row) for row in session.execute(query)]
