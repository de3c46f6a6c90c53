"""Rows of absences from practice. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.practice_absence import (
    PracticeAbsence,
    PracticeAbsenceFilter,
    PracticeAbsenceState,
)
from services.grassroots_offices.persistence.row import Row


class PracticeAbsenceRow(Row):
    """One of them."""

    __tablename__ = "practice_absence"
    __table_args__ = (
        sa.Index("practice_absence_by_division", "division", "name"),
        sa.Index("practice_absence_by_practitioner", "practitioner", "state"),
        sa.Index("practice_absence_by_office", "office", "state"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    practitioner: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text)
    ground: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    medical_until_date: Mapped[dt.date | None]
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    office: Mapped[str] = mapped_column(sa.Text)
    dismiss_from_date: Mapped[dt.date]
    end_date: Mapped[dt.date | None]
    end_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PracticeAbsenceRow.__table__)
_read = from_row(PracticeAbsence, TABLE)
_write = to_values(PracticeAbsence, TABLE)


def insert_practice_absence(session: Session, one: PracticeAbsence) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(one)))


def update_practice_absence(session: Session, one: PracticeAbsence) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == one.name).values(_write(one)))


def load_practice_absence(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> PracticeAbsence | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_practice_absences(
    session: Session, wanted: PracticeAbsenceFilter, page: Page, principal: Principal
) -> list[PracticeAbsence]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, office=wanted.office, practitioner=wanted.practitioner
    )
    return [_read(row) for row in session.execute(query)]


def open_absences(session: Session, *, office: str = "", practitioner: str = "") -> list[PracticeAbsence]:
    """Absences of the office or of somebody that still run, in order of name (GO-40)."""
    given = TABLE.c.practitioner == practitioner if practitioner else TABLE.c.office == office
    query = sa.select(TABLE).where(given, TABLE.c.state == PracticeAbsenceState.OPEN.name).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]
