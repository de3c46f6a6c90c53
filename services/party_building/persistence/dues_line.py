"""Rows of dues: what tells a member's income is sealed, the rest is not. It must not reckon."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.dues_line import DuesAmounts, DuesLine, DuesLineFilter, line_taken
from services.party_building.persistence.row import Row

AMOUNTS = "dues_line.amounts"
SEALED = tuple(field.name for field in fields(DuesAmounts))


class DuesLineRow(Row):
    """A member's month; `amounts_sealed` holds income, base, rate and dues, any of which tells the others."""

    __tablename__ = "dues_line"
    __table_args__ = (
        sa.UniqueConstraint("member", "month", name="dues_line_once"),
        sa.Index("dues_line_by_division", "division", "name"),
        sa.Index("dues_line_by_organisation", "organisation", "month"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    member: Mapped[str] = mapped_column(sa.ForeignKey("member.name"), type_=sa.Text)
    month: Mapped[str] = mapped_column(sa.Text)
    mode: Mapped[str] = mapped_column(sa.Text)
    organisation: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    unit: Mapped[str] = mapped_column(sa.Text)
    returnable: Mapped[bool]
    amounts_sealed: Mapped[str] = mapped_column(sa.Text)
    back_payment_reason: Mapped[str] = mapped_column(sa.Text)
    paid_date: Mapped[dt.date | None]
    late: Mapped[bool]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    dues_refund: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", DuesLineRow.__table__)
_from_row = from_row(DuesLine, TABLE, left_out=SEALED)
_to_values = to_values(DuesLine, TABLE, left_out=SEALED)


def insert_line(session: Session, seal: Seal, line: DuesLine) -> None:
    """Write a new month; the member is locked meanwhile. Raises ALREADY_EXISTS `DUES_LINE_TAKEN`."""
    taken = sa.exists().where(TABLE.c.member == line.member, TABLE.c.month == line.month)
    if session.execute(sa.select(taken)).scalar_one():
        raise line_taken()
    session.execute(sa.insert(TABLE).values(_write(seal, line)))


def update_line(session: Session, seal: Seal, line: DuesLine) -> None:
    """Write a month that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == line.name).values(_write(seal, line)))


def load_line(session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False) -> DuesLine | None:
    """The month, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row, seal) if row is not None else None


def find_lines(
    session: Session, seal: Seal, wanted: DuesLineFilter, page: Page, principal: Principal
) -> list[DuesLine]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, member=wanted.member, organisation=wanted.organisation, month=wanted.month
    )
    return [_read(row, seal) for row in session.execute(query)]


def lines_to_collect(session: Session, seal: Seal, organisation: str, first: str, last: str) -> list[DuesLine]:
    """What belongs to the months, and what was paid of earlier ones since; nothing that is in a period. Locked."""
    query = sa.select(TABLE).where(
        TABLE.c.organisation == organisation, TABLE.c.dues_refund == "", TABLE.c.month <= last,
        sa.or_(TABLE.c.month >= first, TABLE.c.paid_date.is_not(None)),
    )  # fmt: skip
    return [_read(row, seal) for row in session.execute(query.order_by(TABLE.c.name).with_for_update())]


def put_into(session: Session, dues_refund: str, lines: list[str]) -> None:
    """They belong to the period from now on."""
    session.execute(sa.update(TABLE).where(TABLE.c.name.in_(lines)).values(dues_refund=dues_refund))


def unpaid_months(session: Session, principal: Principal, before: str) -> dict[str, list[tuple[str, str, str]]]:
    """By division: member, organisation and month of what is not paid, before the given month, in order."""
    query = sa.select(TABLE.c.division, TABLE.c.member, TABLE.c.organisation, TABLE.c.month).where(
        in_scope(TABLE.c.division, principal), TABLE.c.paid_date.is_(None), TABLE.c.month < before
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in session.execute(query.order_by(TABLE.c.division, TABLE.c.member, TABLE.c.month)):
        found.setdefault(row.division, []).append((row.member, row.organisation, row.month))
    return found


def _write(seal: Seal, line: DuesLine) -> dict[str, Any]:
    amounts = json.dumps({name: getattr(line, name) for name in SEALED})
    return {**_to_values(line), "amounts_sealed": seal.seal(amounts, AMOUNTS)}


def _read(row: Any, seal: Seal) -> DuesLine:
    return _from_row(row, **json.loads(seal.open(row.amounts_sealed, AMOUNTS)))
