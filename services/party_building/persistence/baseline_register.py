"""Rows of baseline registers. It must not be changed."""

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
from services.party_building.domain.baseline_register import BaselineRegister, register_taken
from services.party_building.persistence.row import Row


class BaselineRegisterRow(Row):
    """One register of a division and year."""

    __tablename__ = "baseline_register"
    __table_args__ = (sa.UniqueConstraint("division", "year", name="baseline_register_once"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    division: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int]
    finished_date: Mapped[dt.date]
    due_date: Mapped[dt.date]
    rows: Mapped[list[Any]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", BaselineRegisterRow.__table__)
_read = from_row(BaselineRegister, TABLE)
_write = to_values(BaselineRegister, TABLE)


def insert_register(session: Session, register: BaselineRegister) -> None:
    """Write a new register. Raises ALREADY_EXISTS `REGISTER_TAKEN`."""
    taken = sa.exists().where(TABLE.c.division == register.division, TABLE.c.year == register.year)
    if session.execute(sa.select(taken)).scalar_one():
        raise register_taken()
    session.execute(sa.insert(TABLE).values(_write(register)))


def load_register(session: Session, name: str, principal: Principal) -> BaselineRegister | None:
    """The register, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return _read(row) if row is not None else None


def find_registers(session: Session, page: Page, principal: Principal) -> list[BaselineRegister]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal))]
