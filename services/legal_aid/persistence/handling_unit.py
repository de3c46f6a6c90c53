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
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.handling_unit import HandlingUnit, HandlingUnitFilter
from services.legal_aid.persistence.row import Row


class HandlingUnitRow(Row):
    """One unit."""

    __tablename__ = "handling_unit"
    __table_args__ = (
        sa.Index("handling_unit_by_division", "division", "name"),
        sa.Index(
            "handling_unit_by_external_name",
            "external_name",
            unique=True,
            sqlite_where=sa.text("external_name <> ''"),
            postgresql_where=sa.text("external_name <> ''"),
        ),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    credit_code: Mapped[str] = mapped_column(sa.Text, unique=True)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)
    external_name: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", HandlingUnitRow.__table__)
_read = from_row(HandlingUnit, TABLE)
_write = to_values(HandlingUnit, TABLE)


def insert_handling_unit(session: Session, unit: HandlingUnit) -> None:
    """Write a new unit. Raises ALREADY_EXISTS `CREDIT_CODE_TAKEN`, `EXTERNAL_NAME_TAKEN`."""
    taken = sa.exists().where(TABLE.c.credit_code == unit.credit_code)
    if session.execute(sa.select(taken)).scalar_one():
        message = "该统一社会信用代码已登记承办机构，请从承办机构列表中查找，不要重复登记。"
        raise Refusal(Kind.ALREADY_EXISTS, "CREDIT_CODE_TAKEN", message)
    _refuse_taken(session, unit)
    session.execute(sa.insert(TABLE).values(_write(unit)))


def update_handling_unit(session: Session, unit: HandlingUnit) -> None:
    """Write a unit that was locked when it was loaded. Raises ALREADY_EXISTS `EXTERNAL_NAME_TAKEN`."""
    _refuse_taken(session, unit)
    session.execute(sa.update(TABLE).where(TABLE.c.name == unit.name).values(_write(unit)))


def load_handling_unit(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> HandlingUnit | None:  # fmt: skip
    """The unit, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_unit_known_as(session: Session, subject: str) -> HandlingUnit | None:
    """The unit that a partner calls so, or that has the name here, wherever it lies."""
    known = sa.or_(TABLE.c.external_name == subject, TABLE.c.name == subject)
    row = session.execute(sa.select(TABLE).where(known, sa.literal(subject) != "")).one_or_none()
    return None if row is None else _read(row)


def credit_codes(session: Session) -> frozenset[str]:
    """The credit codes of every unit, wherever it lies."""
    return frozenset(session.execute(sa.select(TABLE.c.credit_code)).scalars())


def units_named(session: Session, names: set[str]) -> dict[str, HandlingUnit]:
    """The named units, by name."""
    return {row.name: _read(row) for row in session.execute(sa.select(TABLE).where(TABLE.c.name.in_(names)))}


def find_handling_units(
    session: Session, wanted: HandlingUnitFilter, page: Page, principal: Principal
) -> list[HandlingUnit]:
    """A page in order of registration, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, kind=wanted.kind))]


def _refuse_taken(session: Session, unit: HandlingUnit) -> None:
    other = sa.and_(TABLE.c.external_name == unit.external_name, TABLE.c.name != unit.name)
    if unit.external_name and session.execute(sa.select(sa.exists().where(other))).scalar_one():
        message = "该协作系统名称已用于其他承办机构，请核对后填写（external_name）。"
        raise Refusal(Kind.ALREADY_EXISTS, "EXTERNAL_NAME_TAKEN", message)
