"""Rows of purchases. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.purchase_contract import PurchaseContract, PurchaseContractFilter
from services.grassroots_offices.persistence.row import Row


class PurchaseContractRow(Row):
    """One of them."""

    __tablename__ = "purchase_contract"
    __table_args__ = (
        sa.Index("purchase_contract_by_division", "division", "name"),
        sa.Index("purchase_contract_by_office", "office", "name"),
    )

    project: Mapped[str] = mapped_column(sa.Text)
    purchaser: Mapped[str] = mapped_column(sa.Text)
    budget_fen: Mapped[int] = mapped_column(sa.BigInteger)
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    office: Mapped[str] = mapped_column(sa.Text)
    price_fen: Mapped[int] = mapped_column(sa.BigInteger)
    from_date: Mapped[dt.date | None]
    until_date: Mapped[dt.date | None]
    contract_document: Mapped[str] = mapped_column(sa.Text)
    accepted_fen: Mapped[int] = mapped_column(sa.BigInteger)
    opinion: Mapped[str] = mapped_column(sa.Text)
    covered: Mapped[list[Any]] = mapped_column(sa.JSON)
    payments: Mapped[list[Any]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PurchaseContractRow.__table__)
_read = from_row(PurchaseContract, TABLE)
_write = to_values(PurchaseContract, TABLE)


def insert_purchase_contract(session: Session, contract: PurchaseContract) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(contract)))


def update_purchase_contract(session: Session, contract: PurchaseContract) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == contract.name).values(_write(contract)))


def load_purchase_contract(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> PurchaseContract | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_purchase_contracts(
    session: Session, wanted: PurchaseContractFilter, page: Page, principal: Principal
) -> list[PurchaseContract]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, office=wanted.office)
    return [_read(row) for row in session.execute(query)]
