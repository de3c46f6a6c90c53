"""Rows of volunteers. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.volunteer import Volunteer, VolunteerFilter
from services.legal_aid.persistence.row import Row


class VolunteerRow(Row):
    """One volunteer."""

    __tablename__ = "volunteer"
    __table_args__ = (sa.Index("volunteer_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    full_name: Mapped[str] = mapped_column(sa.Text)
    phone: Mapped[str] = mapped_column(sa.Text)
    occupation: Mapped[str] = mapped_column(sa.Text)
    expertise: Mapped[str] = mapped_column(sa.Text)
    applied_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    cancel_ground: Mapped[str | None] = mapped_column(sa.Text)
    leaving_date: Mapped[dt.date | None]
    hours: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    faults: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", VolunteerRow.__table__)
_read = from_row(Volunteer, TABLE, left_out=("deadlines",))
_write = to_values(Volunteer, TABLE, left_out=("deadlines",))


def insert_volunteer(session: Session, volunteer: Volunteer) -> None:
    """Write a new volunteer."""
    session.execute(sa.insert(TABLE).values(_write(volunteer)))


def update_volunteer(session: Session, volunteer: Volunteer) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == volunteer.name).values(_write(volunteer)))


def load_volunteer(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Volunteer | None:
    """The volunteer, if within the caller's divisions; with `lock` nobody else may change the row meanwhile."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_volunteers(session: Session, wanted: VolunteerFilter, page: Page, principal: Principal) -> list[Volunteer]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state)
    return _assemble(session, list(session.execute(query)))


def _assemble(session: Session, rows: list[Any]) -> list[Volunteer]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
