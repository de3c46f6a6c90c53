"""Rows of rectifications and the counters of their numbers. It must not decide what is overdue beyond the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.rectification import WAITING, Rectification, RectificationFilter, round_subject
from services.supervision.persistence.counter import counting
from services.supervision.persistence.row import Row


class RectificationRow(Row):
    """One of them; its reports lie in `rounds`."""

    __tablename__ = "rectification"
    __table_args__ = (
        sa.UniqueConstraint("division", "number", name="rectification_number"),
        sa.Index("rectification_by_division", "division", "name"),
        sa.Index("rectification_by_subject", "subject", "name"),
        sa.Index("rectification_by_source_reference", "source_reference", "name"),
        sa.Index("rectification_by_due_date", "state", "overdue_date", "due_date"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    source_reference: Mapped[str] = mapped_column(sa.Text)
    item: Mapped[int]
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    problem: Mapped[str] = mapped_column(sa.Text)
    measure: Mapped[str] = mapped_column(sa.Text)
    responsible_person: Mapped[str] = mapped_column(sa.Text)
    responsible_account: Mapped[str] = mapped_column(sa.Text)
    action_officer: Mapped[str] = mapped_column(sa.Text)
    phase_end_date: Mapped[dt.date | None]
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    issued_date: Mapped[dt.date]
    first_due_date: Mapped[dt.date]
    due_date: Mapped[dt.date]
    late: Mapped[bool]
    state: Mapped[str] = mapped_column(sa.Text)
    consequence: Mapped[str | None] = mapped_column(sa.Text)
    overdue_date: Mapped[dt.date | None]
    hold: Mapped[str] = mapped_column(sa.Text)
    extension_reason: Mapped[str] = mapped_column(sa.Text)
    extension_document: Mapped[str] = mapped_column(sa.Text)
    referral: Mapped[str | None] = mapped_column(sa.Text)
    referred_date: Mapped[dt.date | None]
    referral_document: Mapped[str] = mapped_column(sa.Text)
    closed_date: Mapped[dt.date | None]
    rounds: Mapped[list[Any]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class RectificationCounterRow(Row):
    """The last number given out per division and year."""

    __tablename__ = "rectification_counter"

    division: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


TABLE = cast("sa.Table", RectificationRow.__table__)
next_count = counting(cast("sa.Table", RectificationCounterRow.__table__))
_read = from_row(Rectification, TABLE, left_out=("deadlines",))
_write = to_values(Rectification, TABLE, left_out=("deadlines",))


def insert_rectification(session: Session, rectification: Rectification) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(rectification)))


def update_rectification(session: Session, rectification: Rectification) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == rectification.name).values(_write(rectification)))


def load_rectification(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> Rectification | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    found = _assemble(session, [] if row is None else [row])
    return found[0] if found else None


def find_rectifications(
    session: Session, wanted: RectificationFilter, page: Page, principal: Principal
) -> list[Rectification]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, consequence=wanted.consequence, subject_type=wanted.subject_type,
        subject=wanted.subject,
    )  # fmt: skip
    return _assemble(session, list(session.execute(query)))


def take_overdue(session: Session, *, today: dt.date, limit: int) -> list[Rectification]:
    """Those whose day has passed without a report, locked; what somebody else is changing is passed over."""
    waiting = [state.name for state in WAITING]
    query = (
        sa.select(TABLE)
        .where(TABLE.c.state.in_(waiting), TABLE.c.overdue_date.is_(None), TABLE.c.due_date < today)
        .order_by(TABLE.c.due_date, TABLE.c.name)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return _assemble(session, list(session.execute(query)))


def found_in(session: Session, references: sa.CompoundSelect[tuple[str]]) -> list[Rectification]:
    """Those whose problem was found in one of the records, in order of entry."""
    query = sa.select(TABLE).where(TABLE.c.source_reference.in_(references)).order_by(TABLE.c.name)
    return _assemble(session, list(session.execute(query)))


def with_deadlines(session: Session, rectification: Rectification) -> Rectification:
    """It with the times for its verifications as they are now."""
    return _with_deadlines(session, [rectification])[0]


def _assemble(session: Session, rows: list[Any]) -> list[Rectification]:
    return _with_deadlines(session, [_read(row, deadlines=()) for row in rows])


def _with_deadlines(session: Session, read: list[Rectification]) -> list[Rectification]:
    subjects = [[round_subject(one.name, each.number) for each in one.rounds] for one in read]
    found = deadlines_of(session, [subject for of_one in subjects for subject in of_one])
    return [
        replace(one, deadlines=tuple(deadline for subject in of_one for deadline in found.get(subject, ())))
        for one, of_one in zip(read, subjects, strict=True)
    ]
