"""Rows of spendings. It must not move a state."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.fund_spend import FundSpend, FundSpendFilter, FundSpendState
from services.party_building.persistence.row import Row


class FundSpendRow(Row):
    """One spending."""

    __tablename__ = "fund_spend"
    __table_args__ = (
        sa.Index("fund_spend_by_division", "division", "name"),
        sa.Index("fund_spend_by_office", "office", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("fund.office"), type_=sa.Text)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    purpose: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    holder: Mapped[str] = mapped_column(sa.Text)
    approver: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    decision_document_number: Mapped[str] = mapped_column(sa.Text)
    decided_date: Mapped[dt.date | None]
    misuse_document_number: Mapped[str] = mapped_column(sa.Text)
    ledger_entry: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    made_by: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", FundSpendRow.__table__)
_read = from_row(FundSpend, TABLE)
_write = to_values(FundSpend, TABLE)
# What stands in the ledger; misuse changes nothing there.
BOOKED = (FundSpendState.APPROVED.name, FundSpendState.MISUSED.name)


def insert_spend(session: Session, spend: FundSpend) -> None:
    """Write a new spending."""
    session.execute(sa.insert(TABLE).values(_write(spend)))


def update_spend(session: Session, spend: FundSpend) -> None:
    """Write a spending that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == spend.name).values(_write(spend)))


def load_spend(session: Session, name: str, principal: Principal, *, lock: bool = False) -> FundSpend | None:
    """The spending, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row) if row is not None else None


def find_spends(session: Session, wanted: FundSpendFilter, page: Page, principal: Principal) -> list[FundSpend]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, office=wanted.office, state=wanted.state, approver=wanted.approver)
    return [_read(row) for row in session.execute(query)]


def spent_until(session: Session, office: str, before: dt.date) -> list[FundSpend]:
    """What was approved before the day."""
    query = sa.select(TABLE).where(
        TABLE.c.office == office, TABLE.c.state.in_(BOOKED), TABLE.c.decided_date < before
    )  # fmt: skip
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]
