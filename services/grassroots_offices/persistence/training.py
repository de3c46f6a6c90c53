"""Rows of trainings and of who took part. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.training import (
    Training,
    TrainingAttendance,
    TrainingFilter,
    TrainingOrganiser,
    TrainingState,
)
from services.grassroots_offices.persistence.row import Row


class TrainingRow(Row):
    """One training."""

    __tablename__ = "training"
    __table_args__ = (sa.Index("training_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    organiser: Mapped[str] = mapped_column(sa.Text)
    training_date: Mapped[dt.date]
    minutes: Mapped[int]
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    void_reason: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class TrainingAttendanceRow(Row):
    """Somebody in a training; `place` counts from 0."""

    __tablename__ = "training_attendance"
    __table_args__ = (
        sa.UniqueConstraint("training", "practitioner", name="training_attended_once"),
        sa.Index("training_attendance_by_practitioner", "practitioner"),
    )

    training: Mapped[str] = mapped_column(sa.ForeignKey("training.name"), type_=sa.Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    practitioner: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text)
    minutes: Mapped[int]


TABLE = cast("sa.Table", TrainingRow.__table__)
ATTENDANCE = cast("sa.Table", TrainingAttendanceRow.__table__)
_read = from_row(Training, TABLE, left_out=("attendances",))
_write = to_values(Training, TABLE, left_out=("attendances",))
_read_attendance = from_row(TrainingAttendance, ATTENDANCE)
_write_attendance = to_values(TrainingAttendance, ATTENDANCE)


def insert_training(session: Session, training: Training) -> None:
    """Write a training with everybody who took part."""
    session.execute(sa.insert(TABLE).values(_write(training)))
    rows = [
        {"training": training.name, "place": place, **_write_attendance(one)}
        for place, one in enumerate(training.attendances)
    ]
    session.execute(sa.insert(ATTENDANCE), rows)


def update_training(session: Session, training: Training) -> None:
    """Write a training that was locked when it was loaded; attendances stay."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == training.name).values(_write(training)))


def load_training(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Training | None:
    """The training, if it lies within the caller's divisions."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_trainings(session: Session, wanted: TrainingFilter, page: Page, principal: Principal) -> list[Training]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, organiser=wanted.organiser)
    return _assemble(session, list(session.execute(query)))


def attended_by(
    session: Session, practitioners: list[str], first: dt.date, last: dt.date
) -> list[tuple[str, TrainingAttendance]]:
    """Name of the training and attendance of each of the practitioners from day to day, trainings that count alone."""
    query = (
        sa.select(ATTENDANCE)
        .join(TABLE, TABLE.c.name == ATTENDANCE.c.training)
        .where(ATTENDANCE.c.practitioner.in_(practitioners), _held(first, last))
        .order_by(TABLE.c.training_date, TABLE.c.name, ATTENDANCE.c.place)
    )
    return [(row.training, _read_attendance(row)) for row in session.execute(query)]


def held_by_county(session: Session, division: str, first: dt.date, last: dt.date) -> tuple[str, ...]:
    """Trainings that the county bureau of the division held from day to day (GO-49)."""
    county = TrainingOrganiser.COUNTY_BUREAU.name
    query = (
        sa.select(TABLE.c.name)
        .where(TABLE.c.division == division, TABLE.c.organiser == county, _held(first, last))
        .order_by(TABLE.c.training_date, TABLE.c.name)
    )
    return tuple(session.execute(query).scalars())


def _held(first: dt.date, last: dt.date) -> sa.ColumnElement[bool]:
    return sa.and_(TABLE.c.training_date.between(first, last), TABLE.c.state == TrainingState.HELD.name)


def _assemble(session: Session, rows: list[Any]) -> list[Training]:
    query = (
        sa.select(ATTENDANCE)
        .where(ATTENDANCE.c.training.in_([row.name for row in rows]))
        .order_by(ATTENDANCE.c.training, ATTENDANCE.c.place)
    )
    found: dict[str, tuple[TrainingAttendance, ...]] = {}
    for row in session.execute(query):
        found[row.training] = (*found.get(row.training, ()), _read_attendance(row))
    return [_read(row, attendances=found.get(row.name, ())) for row in rows]
