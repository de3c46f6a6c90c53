"""Rows of inspection officers. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.inspection_officer import (
    InspectionOfficer,
    InspectionOfficerFilter,
    officer_certified,
)
from services.supervision.persistence.row import Row


class InspectionOfficerRow(Row):
    """One officer."""

    __tablename__ = "inspection_officer"
    __table_args__ = (sa.Index("inspection_officer_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    full_name: Mapped[str] = mapped_column(sa.Text)
    certificate_number: Mapped[str] = mapped_column(sa.Text, unique=True)
    valid_from_date: Mapped[dt.date]
    valid_until_date: Mapped[dt.date]
    division: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    interests: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    keys: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", InspectionOfficerRow.__table__)
_read, _write = from_row(InspectionOfficer, TABLE), to_values(InspectionOfficer, TABLE)


def insert_officer(session: Session, officer: InspectionOfficer) -> None:
    """Write a new one. Raises ALREADY_EXISTS `OFFICER_CERTIFIED`."""
    taken = sa.exists().where(TABLE.c.certificate_number == officer.certificate_number)
    if session.execute(sa.select(taken)).scalar_one():
        raise officer_certified()
    session.execute(sa.insert(TABLE).values(_write(officer)))


def update_officer(session: Session, officer: InspectionOfficer) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == officer.name).values(_write(officer)))


def load_officer(session: Session, name: str, principal: Principal, *, lock: bool = False) -> InspectionOfficer | None:
    """The officer, if he lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_officers(
    session: Session, wanted: InspectionOfficerFilter, page: Page, principal: Principal
) -> list[InspectionOfficer]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, state=wanted.state))]


def officers_named(session: Session, names: tuple[str, ...], principal: Principal) -> list[InspectionOfficer]:
    """Those of the names within the caller's divisions, in order of name."""
    query = sa.select(TABLE).where(TABLE.c.name.in_(names), in_scope(TABLE.c.division, principal))
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]
