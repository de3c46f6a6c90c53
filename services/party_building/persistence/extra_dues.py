"""Rows of one-off dues; the amount is sealed. It must not add them up."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.extra_dues import ExtraDuesFilter, ExtraDuesPayment
from services.party_building.persistence.row import Row

AMOUNT = "extra_dues_payment.amount"


class ExtraDuesPaymentRow(Row):
    """A one-off payment; `amount_sealed` holds what was given."""

    __tablename__ = "extra_dues_payment"
    __table_args__ = (
        sa.Index("extra_dues_payment_by_division", "division", "name"),
        sa.Index("extra_dues_payment_by_organisation", "organisation", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    member: Mapped[str] = mapped_column(sa.ForeignKey("member.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    amount_sealed: Mapped[str] = mapped_column(sa.Text)
    paid_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    purpose: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    organisation: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    remitted_to: Mapped[str] = mapped_column(sa.Text)
    remitted_date: Mapped[dt.date | None]
    remittance_document_number: Mapped[str] = mapped_column(sa.Text)
    receipt_number: Mapped[str] = mapped_column(sa.Text)
    receipt_date: Mapped[dt.date | None]
    late: Mapped[bool]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ExtraDuesPaymentRow.__table__)
_from_row = from_row(ExtraDuesPayment, TABLE, left_out=("amount_fen",))
_write = to_values(ExtraDuesPayment, TABLE, left_out=("amount_fen",))


def insert_payment(session: Session, seal: Seal, payment: ExtraDuesPayment) -> None:
    """Write a new payment."""
    sealed = seal.seal(str(payment.amount_fen), AMOUNT)
    session.execute(sa.insert(TABLE).values(**_write(payment), amount_sealed=sealed))


def update_payment(session: Session, payment: ExtraDuesPayment) -> None:
    """Write what may change of a payment that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == payment.name).values(_write(payment)))


def load_payment(
    session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False
) -> ExtraDuesPayment | None:
    """The payment, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row, seal) if row is not None else None


def find_payments(
    session: Session, seal: Seal, wanted: ExtraDuesFilter, page: Page, principal: Principal
) -> list[ExtraDuesPayment]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, organisation=wanted.organisation, state=wanted.state)
    return [_read(row, seal) for row in session.execute(query)]


def _read(row: Any, seal: Seal) -> ExtraDuesPayment:
    return _from_row(row, amount_fen=int(seal.open(row.amount_sealed, AMOUNT)))
