"""Rows of village advisers. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.village_adviser import VillageAdviser, VillageAdviserFilter
from services.grassroots_offices.persistence.row import Row


class VillageAdviserRow(Row):
    """One of them."""

    __tablename__ = "village_adviser"
    __table_args__ = (
        sa.Index("village_adviser_by_division", "division", "name"),
        sa.Index("village_adviser_by_village", "village"),
        sa.Index("village_adviser_by_practitioner", "practitioner"),
    )

    village: Mapped[str] = mapped_column(sa.ForeignKey("village.name"), type_=sa.Text)
    practitioner: Mapped[str] = mapped_column(sa.Text)
    lawyer_name: Mapped[str] = mapped_column(sa.Text)
    unit: Mapped[str] = mapped_column(sa.Text)
    pay: Mapped[str] = mapped_column(sa.Text)
    group_name: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    until_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    ended_date: Mapped[dt.date | None]
    end_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", VillageAdviserRow.__table__)
_read = from_row(VillageAdviser, TABLE)
_write = to_values(VillageAdviser, TABLE)


def insert_village_adviser(session: Session, adviser: VillageAdviser) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(adviser)))


def update_village_adviser(session: Session, adviser: VillageAdviser) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == adviser.name).values(_write(adviser)))


def load_village_adviser(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> VillageAdviser | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_village_advisers(
    session: Session, wanted: VillageAdviserFilter, page: Page, principal: Principal
) -> list[VillageAdviser]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, village=wanted.village, practitioner=wanted.practitioner
    )
    return [_read(row) for row in session.execute(query)]


def advisers_of(session: Session, village: str) -> list[VillageAdviser]:
    """Every contract of the village, in order of name; the village's row is locked meanwhile."""
    query = sa.select(TABLE).where(TABLE.c.village == village).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]


def advisers_by(session: Session, practitioners: list[str]) -> list[VillageAdviser]:
    """Every contract of the practitioners, in order of name (GO-79)."""
    query = sa.select(TABLE).where(TABLE.c.practitioner.in_(practitioners)).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]


def advisers_in_scope(session: Session, principal: Principal) -> list[VillageAdviser]:
    """Every contract within the caller's divisions, in order of name."""
    query = sa.select(TABLE).where(in_scope(TABLE.c.division, principal)).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]
