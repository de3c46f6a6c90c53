"""Rows of holds of practice. It must not decide who may see them beyond the row scope."""

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
from services.supervision.domain.practice_hold import PracticeHold, PracticeHoldFilter
from services.supervision.persistence.row import Row


class PracticeHoldRow(Row):
    """One hold."""

    __tablename__ = "practice_hold"
    __table_args__ = (
        sa.Index("practice_hold_by_division", "division", "name"),
        sa.Index("practice_hold_by_subject", "subject", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    rectification: Mapped[str] = mapped_column(sa.ForeignKey("rectification.name"), type_=sa.Text)
    rectification_number: Mapped[str] = mapped_column(sa.Text)
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    due_date: Mapped[dt.date]
    proposed_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.Text)
    checked_date: Mapped[dt.date | None]
    check_opinion: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date | None]
    document_number: Mapped[str] = mapped_column(sa.Text)
    lifted_date: Mapped[dt.date | None]
    lift_document: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PracticeHoldRow.__table__)
_read = from_row(PracticeHold, TABLE, left_out=("deadlines",))
_write = to_values(PracticeHold, TABLE, left_out=("deadlines",))


def insert_practice_hold(session: Session, hold: PracticeHold) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(hold)))


def update_practice_hold(session: Session, hold: PracticeHold) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == hold.name).values(_write(hold)))


def lock_practice_hold(session: Session, name: str) -> PracticeHold | None:
    """The one of the name, locked; the caller has found its rectification within the row scope."""
    row = session.execute(sa.select(TABLE).where(TABLE.c.name == name).with_for_update()).one_or_none()
    return None if row is None else _read(row, deadlines=())


def load_practice_hold(session: Session, name: str, principal: Principal) -> PracticeHold | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    found = _assemble(session, [] if row is None else [row])
    return found[0] if found else None


def find_practice_holds(
    session: Session, wanted: PracticeHoldFilter, page: Page, principal: Principal
) -> list[PracticeHold]:
    """A page in order of proposal, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, subject=wanted.subject)
    return _assemble(session, list(session.execute(query)))


def with_deadlines(session: Session, hold: PracticeHold) -> PracticeHold:
    """It with the time for its signature as it is now."""
    return replace(hold, deadlines=deadlines_of(session, [hold.name]).get(hold.name, ()))


def _assemble(session: Session, rows: list[Any]) -> list[PracticeHold]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
