"""Rows of the whole-process record of applications (P-02); added, never changed."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.row_mapping import from_row, to_values
from services.grassroots_offices.domain.step import Step
from services.grassroots_offices.persistence.row import Row


class LicenceStepRow(Row):
    """One step of an application; `place` counts from 0."""

    __tablename__ = "licence_step"

    licence_application: Mapped[str] = mapped_column(
        sa.ForeignKey("licence_application.name"), type_=sa.Text, primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(sa.Text)
    happened_date: Mapped[dt.date]
    enter_time: Mapped[dt.datetime] = mapped_column(Instant)
    late: Mapped[bool]
    reason: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", LicenceStepRow.__table__)
_read, _write = from_row(Step, TABLE), to_values(Step, TABLE)


def insert_step(session: Session, application: str, place: int, step: Step) -> None:
    """Write the next step; the application's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(licence_application=application, place=place, **_write(step)))


def steps_of(session: Session, applications: list[str]) -> dict[str, tuple[Step, ...]]:
    """The steps of each application, in order."""
    owner = TABLE.c.licence_application
    query = sa.select(TABLE).where(owner.in_(applications)).order_by(owner, TABLE.c.place)
    found: dict[str, tuple[Step, ...]] = {}
    for row in session.execute(query):
        found[row.licence_application] = (*found.get(row.licence_application, ()), _read(row))
    return found
