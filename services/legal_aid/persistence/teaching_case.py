"""Rows of teaching cases. It must not decide who may see them beyond the row scope."""

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
from services.legal_aid.domain.teaching_case import TeachingCase, TeachingCaseFilter
from services.legal_aid.persistence.row import Row


class TeachingCaseRow(Row):
    """One of teaching cases."""

    __tablename__ = "teaching_case"
    __table_args__ = (sa.Index("teaching_case_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    consent_document: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    note: Mapped[str] = mapped_column(sa.Text)
    uses: Mapped[list[Any]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", TeachingCaseRow.__table__)
_read = from_row(TeachingCase, TABLE)
_write = to_values(TeachingCase, TABLE)


def insert_teaching_case(session: Session, item: TeachingCase) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(item)))


def update_teaching_case(session: Session, item: TeachingCase) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_write(item)))


def load_teaching_case(session: Session, name: str, principal: Principal, *, lock: bool = False) -> TeachingCase | None:
    """The one of the name, if within the caller's divisions; with `lock` nobody else may change the row meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_teaching_cases(
    session: Session, wanted: TeachingCaseFilter, page: Page, principal: Principal
) -> list[TeachingCase]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state)
    return [_read(row) for row in session.execute(query)]
