"""Rows of supervised units. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal, significant
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.supervised_unit import (
    SupervisedUnit,
    SupervisedUnitFilter,
    SupervisedUnitState,
    unit_registered,
)
from services.supervision.persistence.row import Row


class SupervisedUnitRow(Row):
    """One unit; its people lie in `people`."""

    __tablename__ = "supervised_unit"
    __table_args__ = (
        sa.Index("supervised_unit_by_division", "division", "name"),
        sa.Index("supervised_unit_by_title", "title"),
        sa.Index("supervised_unit_announced", "announced_as", unique=True),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    sections: Mapped[list[Any]] = mapped_column(sa.JSON)
    people: Mapped[list[Any]] = mapped_column(sa.JSON)
    ledgers: Mapped[list[Any]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    announced_as: Mapped[str | None] = mapped_column(sa.Text)
    topic: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", SupervisedUnitRow.__table__)
read_unit, unit_values = from_row(SupervisedUnit, TABLE), to_values(SupervisedUnit, TABLE)
_AT_WORK = TABLE.c.state == SupervisedUnitState.ACTIVE.name


def insert_unit(session: Session, unit: SupervisedUnit) -> None:
    """Write a new one. Raises ALREADY_EXISTS `UNIT_REGISTERED` for one of the same name in the same place."""
    taken = sa.exists().where(TABLE.c.title == unit.title, TABLE.c.division == unit.division, _AT_WORK)
    if session.execute(sa.select(taken)).scalar_one():
        raise unit_registered()
    session.execute(sa.insert(TABLE).values(unit_values(unit)))


def update_unit(session: Session, unit: SupervisedUnit) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == unit.name).values(unit_values(unit)))


def load_unit(session: Session, name: str, principal: Principal, *, lock: bool = False) -> SupervisedUnit | None:
    """The unit, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else read_unit(row)


def find_units(
    session: Session, wanted: SupervisedUnitFilter, page: Page, principal: Principal
) -> list[SupervisedUnit]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, subject_type=wanted.subject_type, state=wanted.state)
    return [read_unit(row) for row in session.execute(query)]


def units_below(session: Session, division: str) -> list[SupervisedUnit]:
    """All units at work in or below a division, in order of entry."""
    query = sa.select(TABLE).where(TABLE.c.division.startswith(significant(division)), _AT_WORK)
    return [read_unit(row) for row in session.execute(query.order_by(TABLE.c.name))]
