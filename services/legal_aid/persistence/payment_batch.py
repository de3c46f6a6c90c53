"""Rows of payment files and their lines. It must not decide who may see them beyond the row scope it is given.

NOTE: the key of a line is what it pays, so nothing is in two files at a time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.schema import audit_entry
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.payment_batch import MOST_LINES, PaymentBatch, PaymentBatchFilter, PaymentLine
from services.legal_aid.persistence.direct_expense import TABLE as EXPENSE
from services.legal_aid.persistence.duty_claim import TABLE as DUTY
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.subsidy_claim import TABLE as CLAIM


class PaymentBatchRow(Row):
    """One file."""

    __tablename__ = "payment_batch"
    __table_args__ = (
        sa.CheckConstraint("(state = 'PAID') = (result_sha256 <> '')", name="payment_batch_has_result"),
        sa.Index("payment_batch_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    fund_source: Mapped[str] = mapped_column(sa.ForeignKey("fund_source.name"), type_=sa.Text)
    payment_count: Mapped[int]
    total_fen: Mapped[int] = mapped_column(sa.BigInteger)
    content: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    signature: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    exported_by: Mapped[str] = mapped_column(sa.Text)
    exported_date: Mapped[dt.date]
    result_sha256: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class PaymentLineRow(Row):
    """One claim or expense in a file, and how the bank paid it."""

    __tablename__ = "payment_line"
    __table_args__ = (
        sa.CheckConstraint("amount_fen >= 1", name="payment_line_amount"),
        sa.Index("payment_line_of_batch", "batch", "payable"),
    )

    payable: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    batch: Mapped[str] = mapped_column(sa.ForeignKey("payment_batch.name"), type_=sa.Text)
    unit: Mapped[str] = mapped_column(sa.Text)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    paid_date: Mapped[dt.date | None]
    bank_reference: Mapped[str | None] = mapped_column(sa.Text)


TABLE, LINE = cast("sa.Table", PaymentBatchRow.__table__), cast("sa.Table", PaymentLineRow.__table__)
_PAYABLE = {"subsidyClaims/": CLAIM, "directExpenses/": EXPENSE, "dutyClaims/": DUTY}
_read, _write = from_row(PaymentBatch, TABLE), to_values(PaymentBatch, TABLE)


def waiting_lines(session: Session, fund_source: str, barred: Collection[str]) -> list[PaymentLine]:
    """What is approved on the locked source and in no file, oldest first; nothing for the barred (XF-12)."""
    parts = [
        sa.select(table.c.name, table.c.unit, table.c.amount_fen).where(
            table.c.fund_source == fund_source, table.c.settlement_state == "APPROVED", table.c.amount_fen > 0,
            table.c.name.not_in(sa.select(LINE.c.payable)), table.c.handler.not_in(barred), table.c.unit.not_in(barred),
        )
        for table in _PAYABLE.values()
    ]  # fmt: skip
    query = sa.union_all(*parts).order_by("name").limit(MOST_LINES)
    return [PaymentLine(payable=name, unit=unit, amount_fen=fen) for name, unit, fen in session.execute(query)]


def insert_payment_batch(session: Session, batch: PaymentBatch, lines: Sequence[PaymentLine]) -> None:
    """Write a file and hold its lines."""
    session.execute(sa.insert(TABLE).values(_write(batch)))
    held = [
        {"payable": one.payable, "batch": batch.name, "unit": one.unit, "amount_fen": one.amount_fen} for one in lines
    ]
    session.execute(sa.insert(LINE), held)


def update_payment_batch(session: Session, batch: PaymentBatch) -> None:
    """Write a batch that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == batch.name).values(_write(batch)))


def lock_payables(session: Session, names: Sequence[str], principal: Principal) -> dict[str, str]:
    """The source of each that lies within the caller's divisions, by name; nobody else may change them meanwhile.

    NOTE: claims are locked first, then expenses, then duty claims, each in the order of the names.
    """
    found: dict[str, str] = {}
    for kind, table in _PAYABLE.items():
        mine = [name for name in names if name.startswith(kind)]
        if mine:
            query = sa.select(table.c.name, table.c.fund_source).where(
                table.c.name.in_(mine), in_scope(table.c.division, principal)
            )
            for row in session.execute(query.order_by(table.c.name).with_for_update()):
                found[row.name] = row.fund_source
    return found


def lines_of(session: Session, batch: str) -> list[PaymentLine]:
    """What the file holds, in its order."""
    query = sa.select(LINE.c.payable, LINE.c.unit, LINE.c.amount_fen).where(LINE.c.batch == batch)
    found = session.execute(query.order_by(LINE.c.payable))
    return [PaymentLine(payable=payable, unit=unit, amount_fen=fen) for payable, unit, fen in found]


def keep_references(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """When and under which number the bank paid each line."""
    values = [{"wanted": row["payable"], "day": row["paid_date"], "number": row["bank_reference"]} for row in rows]
    change = sa.update(LINE).where(LINE.c.payable == sa.bindparam("wanted"))
    changed = change.values(paid_date=sa.bindparam("day"), bank_reference=sa.bindparam("number"))
    session.connection().execute(changed, values)


def imported_by(session: Session, batch: str, action: str) -> tuple[str, dt.datetime]:
    """Who took the result of a batch, and when."""
    query = sa.select(audit_entry.c.actor, audit_entry.c.at).where(
        audit_entry.c.object == batch, audit_entry.c.action == action
    )
    actor, at = session.execute(query).one()
    return actor, at


def delete_lines(session: Session, batch: str) -> None:
    """Let go of what the file held; the file itself stays."""
    session.execute(sa.delete(LINE).where(LINE.c.batch == batch))


def load_payment_batch(session: Session, name: str, principal: Principal, *, lock: bool = False) -> PaymentBatch | None:
    """The batch, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_payment_batches(
    session: Session, wanted: PaymentBatchFilter, page: Page, principal: Principal
) -> list[PaymentBatch]:
    """A page in order of export, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, fund_source=wanted.fund_source, state=wanted.state)
    return [_read(row) for row in session.execute(query)]
