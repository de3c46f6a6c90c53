"""Rows of receptions. It must not decide who may see them beyond the row scope."""

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
from services.legal_aid.domain.reception import Reception, ReceptionFilter, ReceptionState
from services.legal_aid.persistence.row import Row


class ReceptionRow(Row):
    """One of receptions."""

    __tablename__ = "reception"
    __table_args__ = (
        sa.Index("reception_by_division", "division", "name"),
        sa.Index("reception_by_day", "state", "planned_date"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    mode: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    planned_date: Mapped[dt.date]
    planned_time: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.Text)
    visit_reason: Mapped[str] = mapped_column(sa.Text)
    visitors: Mapped[list[Any]] = mapped_column(sa.JSON)
    number: Mapped[str] = mapped_column(sa.Text)
    served_mode: Mapped[str | None] = mapped_column(sa.Text)
    served_time: Mapped[dt.datetime | None] = mapped_column(Instant)
    missed_dates: Mapped[list[Any]] = mapped_column(sa.JSON)
    reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ReceptionRow.__table__)
_read = from_row(Reception, TABLE)
_write = to_values(Reception, TABLE)


def insert_reception(session: Session, item: Reception) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(item)))


def update_reception(session: Session, item: Reception) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_write(item)))


def load_reception(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Reception | None:
    """The one of the name, if within the caller's divisions; with `lock` nobody else may change the row meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def appointments_until(session: Session, *, after: dt.date, until: dt.date) -> list[Reception]:
    """Who is to come behind the one day and not behind the other, whoever may see them."""
    coming = sa.and_(TABLE.c.planned_date > after, TABLE.c.planned_date <= until)
    query = sa.select(TABLE).where(TABLE.c.state == ReceptionState.WAITING.name, coming).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]


def find_receptions(session: Session, wanted: ReceptionFilter, page: Page, principal: Principal) -> list[Reception]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state)
    if wanted.planned_date is not None:
        query = query.where(TABLE.c.planned_date == wanted.planned_date)
    return [_read(row) for row in session.execute(query)]
