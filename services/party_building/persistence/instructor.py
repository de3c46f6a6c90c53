"""Rows of instructors. It must not decide who may be one."""

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
from services.party_building.domain.instructor import Instructor, InstructorFilter, instructor_there
from services.party_building.domain.member import MemberStanding
from services.party_building.persistence.member import TABLE as MEMBER
from services.party_building.persistence.row import Row


class InstructorRow(Row):
    """One sending; an office has one at a time."""

    __tablename__ = "instructor"
    __table_args__ = (
        sa.Index("instructor_by_division", "division", "name"),
        sa.Index(
            "instructor_once", "office", unique=True, sqlite_where=sa.text("to_date IS NULL"),
            postgresql_where=sa.text("to_date IS NULL"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("coverage.office"), type_=sa.Text)
    member: Mapped[str] = mapped_column(sa.ForeignKey("member.name"), type_=sa.Text)
    sent_by: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    from_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    to_date: Mapped[dt.date | None]
    end_document_number: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", InstructorRow.__table__)
_read = from_row(Instructor, TABLE)
_write = to_values(Instructor, TABLE)


def insert_instructor(session: Session, instructor: Instructor) -> None:
    """Write a new sending. Raises ALREADY_EXISTS `INSTRUCTOR_THERE`."""
    there = sa.exists().where(TABLE.c.office == instructor.office, TABLE.c.to_date.is_(None))
    if session.execute(sa.select(there)).scalar_one():
        raise instructor_there()
    session.execute(sa.insert(TABLE).values(_write(instructor)))


def update_instructor(session: Session, instructor: Instructor) -> None:
    """Write a sending that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == instructor.name).values(_write(instructor)))


def is_instructed(session: Session, office: str) -> bool:
    """Whether somebody is there now who is a formal member still (PB-33)."""
    there = sa.exists().where(
        TABLE.c.office == office, TABLE.c.to_date.is_(None), MEMBER.c.name == TABLE.c.member,
        MEMBER.c.standing == MemberStanding.FORMAL.name,
    )  # fmt: skip
    return bool(session.execute(sa.select(there)).scalar_one())


def offices_of_instructor(session: Session, member: str) -> list[str]:
    """Where the member is an instructor now."""
    query = sa.select(TABLE.c.office).where(TABLE.c.member == member, TABLE.c.to_date.is_(None))
    return list(session.execute(query.order_by(TABLE.c.office)).scalars())


def load_instructor(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Instructor | None:
    """The sending, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row) if row is not None else None


def find_instructors(session: Session, wanted: InstructorFilter, page: Page, principal: Principal) -> list[Instructor]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, office=wanted.office))]


def instructors_at(session: Session, offices: list[str]) -> dict[str, str]:
    """The sending that goes on at each office."""
    query = sa.select(TABLE.c.office, TABLE.c.name).where(TABLE.c.office.in_(offices), TABLE.c.to_date.is_(None))
    return {row.office: row.name for row in session.execute(query)}
