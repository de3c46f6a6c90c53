"""Rows of contracts of pairing with law firms. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.pairing_contract import (
    PairingContract,
    PairingContractFilter,
)
from services.grassroots_offices.persistence.row import Row


class PairingContractRow(Row):
    """One of them."""

    __tablename__ = "pairing_contract"
    __table_args__ = (
        sa.Index("pairing_contract_by_division", "division", "name"),
        sa.Index("pairing_contract_by_office", "office", "from_date"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    law_firm: Mapped[str] = mapped_column(sa.Text)
    firm_licence: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    until_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    ended_date: Mapped[dt.date | None]
    end_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PairingContractRow.__table__)
_read = from_row(PairingContract, TABLE)
_write = to_values(PairingContract, TABLE)


def insert_pairing_contract(session: Session, one: PairingContract) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(one)))


def update_pairing_contract(session: Session, one: PairingContract) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == one.name).values(_write(one)))


def load_pairing_contract(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> PairingContract | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_pairing_contracts(
    session: Session, wanted: PairingContractFilter, page: Page, principal: Principal
) -> list[PairingContract]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, office=wanted.office)
    return [_read(row) for row in session.execute(query)]


def pairings_of(session: Session, offices: Sequence[str]) -> list[PairingContract]:
    """Every contract of the offices, in order of name (GO-19)."""
    query = sa.select(TABLE).where(TABLE.c.office.in_(offices)).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]
