"""Rows of examiners' absences. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.examiner_absence import ExaminerAbsence, ExaminerAbsenceFilter
from services.grassroots_offices.persistence.row import Row


class ExaminerAbsenceRow(Row):
    """One of them."""

    __tablename__ = "examiner_absence"
    __table_args__ = (
        sa.Index("examiner_absence_by_division", "division", "name"),
        sa.Index("examiner_absence_by_day", "to_date"),
    )

    examiner: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    to_date: Mapped[dt.date]
    cover: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    cancelled_date: Mapped[dt.date | None]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ExaminerAbsenceRow.__table__)
_read, _write = from_row(ExaminerAbsence, TABLE), to_values(ExaminerAbsence, TABLE)


def insert_absence(session: Session, absence: ExaminerAbsence) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(absence)))


def update_absence(session: Session, absence: ExaminerAbsence) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == absence.name).values(_write(absence)))


def load_absence(session: Session, name: str, principal: Principal) -> ExaminerAbsence | None:
    """The one of the name, locked, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=True)).one_or_none()
    return None if row is None else _read(row)


def find_absences(
    session: Session, wanted: ExaminerAbsenceFilter, page: Page, principal: Principal
) -> list[ExaminerAbsence]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, examiner=wanted.examiner)
    return [_read(row) for row in session.execute(query)]


def absences_on(session: Session, day: dt.date) -> list[ExaminerAbsence]:
    """Whoever is away on the day, of any bureau: a county is to know that the city's examiner is covered for."""
    counts = sa.or_(TABLE.c.cancelled_date.is_(None), TABLE.c.cancelled_date > day)
    query = sa.select(TABLE).where(TABLE.c.from_date <= day, TABLE.c.to_date >= day, counts)
    return [_read(row) for row in session.execute(query)]
