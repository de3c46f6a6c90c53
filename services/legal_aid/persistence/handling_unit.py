"""Rows of handling units. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from services.legal_aid.domain.handling_unit import HandlingUnit, HandlingUnitFilter
from services.legal_aid.persistence.row import Row


class HandlingUnitRow(Row):
    """One unit."""

    __tablename__ = "handling_unit"
    __table_args__ = (sa.Index("handling_unit_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    credit_code: Mapped[str] = mapped_column(sa.Text, unique=True)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", HandlingUnitRow.__table__)
_read = from_row(HandlingUnit, TABLE)
_write = to_values(HandlingUnit, TABLE)


def insert_handling_unit(session: Session, unit: HandlingUnit) -> None:
    """Write a new unit. Raises ALREADY_EXISTS `CREDIT_CODE_TAKEN`."""
    taken = sa.exists().where(TABLE.c.credit_code == unit.credit_code)
    if session.execute(sa.select(taken)).scalar_one():
        message = "该统一社会信用代码已登记承办机构，请从承办机构列表中查找，不要重复登记。"
        raise Refusal(Kind.ALREADY_EXISTS, "CREDIT_CODE_TAKEN", message)
    session.execute(sa.insert(TABLE).values(_write(unit)))


def load_handling_unit(session: Session, name: str, principal: Principal) -> HandlingUnit | None:
    """The unit, if it lies within the caller's divisions."""
    query = sa.select(TABLE).where(TABLE.c.name == name, in_scope(TABLE.c.division, principal))
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def units_of_division(session: Session, division: str) -> dict[str, HandlingUnit]:
    """The division's units by name."""
    query = sa.select(TABLE).where(TABLE.c.division == division)
    return {row.name: _read(row) for row in session.execute(query)}


def find_handling_units(
    session: Session, wanted: HandlingUnitFilter, page: Page, principal: Principal
) -> list[HandlingUnit]:
    """A page in order of registration, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, kind=wanted.kind))]
