"""Rows of receipts. It must not decide who may see them beyond the row scope."""

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
from chassis.upsert import Upsert
from services.grassroots_offices.domain.fee_receipt import (
    Collected,
    FeeReceipt,
    FeeReceiptFilter,
    FeeReceiptKind,
    FeeReceiptState,
    number_taken,
)
from services.grassroots_offices.persistence.row import Row


class FeeReceiptRow(Row):
    """One receipt; `office_case` empty for a spoiled form."""

    __tablename__ = "fee_receipt"
    __table_args__ = (
        sa.UniqueConstraint("office", "year", "number", name="fee_receipt_numbered_once"),
        sa.Index("fee_receipt_by_division", "division", "name"),
        sa.Index("fee_receipt_by_case", "office_case"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    number: Mapped[int]
    received_date: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(sa.Text)
    office_case: Mapped[str] = mapped_column(sa.Text)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int]
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    void_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", FeeReceiptRow.__table__)
C = TABLE.c
_INSERT = Upsert(
    TABLE, lambda row: row.on_conflict_do_nothing(index_elements=[C.office, C.year, C.number]).returning(C.name)
)
_read = from_row(FeeReceipt, TABLE)
_write = to_values(FeeReceipt, TABLE)


def insert_fee_receipt(session: Session, receipt: FeeReceipt) -> None:
    """Write a new one. Raises ALREADY_EXISTS `RECEIPT_NUMBER_TAKEN`."""
    if _INSERT.run(session, _write(receipt)).one_or_none() is None:
        raise number_taken()


def update_fee_receipt(session: Session, receipt: FeeReceipt) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(C.name == receipt.name).values(_write(receipt)))


def load_fee_receipt(session: Session, name: str, principal: Principal, *, lock: bool = False) -> FeeReceipt | None:
    """The receipt, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_fee_receipts(
    session: Session, wanted: FeeReceiptFilter, page: Page, principal: Principal
) -> list[FeeReceipt]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, kind=wanted.kind, office=wanted.office,
        office_case=wanted.office_case,
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]


def receipts_of_year(session: Session, office: str, year: int) -> list[FeeReceipt]:
    """Every receipt of the office's sequence of the year, in order of number."""
    query = sa.select(TABLE).where(C.office == office, C.year == year).order_by(C.number)
    return [_read(row) for row in session.execute(query)]


def collected_for(session: Session, case: str) -> Collected:
    """What the receipts of a matter that count add up to; the matter's row is locked meanwhile."""
    query = (
        sa.select(C.kind, sa.func.sum(C.amount_fen))
        .where(C.office_case == case, C.state == FeeReceiptState.ISSUED.name)
        .group_by(C.kind)
    )
    totals = {row[0]: int(row[1]) for row in session.execute(query)}
    return Collected(
        fee_fen=totals.get(FeeReceiptKind.FEE.name, 0), refund_fen=totals.get(FeeReceiptKind.REFUND.name, 0)
    )  # fmt: skip
