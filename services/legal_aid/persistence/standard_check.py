"""Rows of standard checks. It must not decide who may see them beyond the row scope."""

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
from services.legal_aid.domain.standard_check import StandardCheck, StandardCheckFilter, StandardCheckState
from services.legal_aid.persistence.row import Row


class StandardCheckRow(Row):
    """One of standard checks."""

    __tablename__ = "standard_check"
    __table_args__ = (
        sa.Index("standard_check_by_division", "division", "name"),
        sa.Index("standard_check_by_point", "service_point", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    service_point: Mapped[str] = mapped_column(sa.ForeignKey("service_point.name"), type_=sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    township: Mapped[str] = mapped_column(sa.Text)
    planned_date: Mapped[dt.date]
    responsible: Mapped[str] = mapped_column(sa.Text)
    items: Mapped[list[Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    lawyer_count: Mapped[int] = mapped_column(sa.Integer)
    practitioner_count: Mapped[int] = mapped_column(sa.Integer)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", StandardCheckRow.__table__)
_read = from_row(StandardCheck, TABLE)
_write = to_values(StandardCheck, TABLE)


def insert_standard_check(session: Session, item: StandardCheck) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(item)))


def update_standard_check(session: Session, item: StandardCheck) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_write(item)))


def load_standard_check(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> StandardCheck | None:
    """The one of the name, if within the caller's divisions; with `lock` nobody else may change the row meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_standard_checks(
    session: Session, wanted: StandardCheckFilter, page: Page, principal: Principal
) -> list[StandardCheck]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def unpassed_of(session: Session, service_point: str) -> str:
    """Name of the point's check that is not passed yet, empty when there is none."""
    query = sa.select(TABLE.c.name).where(
        TABLE.c.service_point == service_point, TABLE.c.state != StandardCheckState.PASSED.name
    )
    return session.execute(query).scalar_one_or_none() or ""
