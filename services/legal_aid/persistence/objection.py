"""Rows of objections. It must not decide who may see them beyond the row scope it is given."""

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
from services.legal_aid.domain.objection import Objection, ObjectionFilter
from services.legal_aid.persistence.decision import decisions_of_objections
from services.legal_aid.persistence.row import Row


class ObjectionRow(Row):
    """One objection."""

    __tablename__ = "objection"
    __table_args__ = (
        sa.Index("objection_by_division", "division", "name"),
        sa.Index("objection_by_application", "application", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text, unique=True)
    application: Mapped[str] = mapped_column(sa.ForeignKey("application.name"), type_=sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    received_date: Mapped[dt.date]
    grounds: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    contested_decision: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ObjectionRow.__table__)
ELSEWHERE = ("decision", "deadlines")
_read = from_row(Objection, TABLE, left_out=ELSEWHERE)
_write = to_values(Objection, TABLE, left_out=ELSEWHERE)


def insert_objection(session: Session, objection: Objection) -> None:
    """Write a received objection; the application's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(objection)))


def update_objection(session: Session, objection: Objection) -> None:
    """Write another state."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == objection.name).values(_write(objection)))


def load_objection(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Objection | None:
    """The objection, if it lies within the caller's divisions."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_objections(session: Session, wanted: ObjectionFilter, page: Page, principal: Principal) -> list[Objection]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, application=wanted.application)
    return _assemble(session, list(session.execute(query)))


def _assemble(session: Session, rows: list[Any]) -> list[Objection]:
    """Rows with the bureau's decision and the time limits."""
    names = [row.name for row in rows]
    decisions, deadlines = decisions_of_objections(session, names), deadlines_of(session, names)
    return [_read(row, decision=decisions.get(row.name), deadlines=deadlines.get(row.name, ())) for row in rows]
