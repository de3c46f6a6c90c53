"""Rows of versions of charters. It must not move a state."""

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
from services.party_building.domain.charter_check import UNDECIDED, CharterCheck, CharterFilter
from services.party_building.persistence.row import Row


class CharterCheckRow(Row):
    """One version of an office's charter."""

    __tablename__ = "charter_check"
    __table_args__ = (
        sa.UniqueConstraint("office", "version", name="charter_check_in_order"),
        sa.Index("charter_check_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("coverage.office"), type_=sa.Text)
    version: Mapped[int]
    lines: Mapped[list[str]] = mapped_column(sa.JSON)
    relation_marks: Mapped[list[Any]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    findings: Mapped[list[Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    opinions: Mapped[list[Any]] = mapped_column(sa.JSON)
    approved_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CharterCheckRow.__table__)
_read = from_row(CharterCheck, TABLE)
_write = to_values(CharterCheck, TABLE)


def insert_charter(session: Session, check: CharterCheck) -> None:
    """Write a new version; the office's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(check)))


def update_charter(session: Session, check: CharterCheck) -> None:
    """Write a version that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == check.name).values(_write(check)))


def newest_version(session: Session, office: str) -> int:
    """Number of the office's newest version; 0 without one."""
    return session.execute(sa.select(sa.func.max(TABLE.c.version)).where(TABLE.c.office == office)).scalar_one() or 0


def undecided_of(session: Session, office: str) -> list[CharterCheck]:
    """The office's versions that nobody decided, locked."""
    states = [state.name for state in UNDECIDED]
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.state.in_(states)).order_by(TABLE.c.version)
    return [_read(row) for row in session.execute(query.with_for_update())]


def version_of(session: Session, office: str, version: int) -> CharterCheck | None:
    """The office's version of that number."""
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.version == version)
    row = session.execute(query).one_or_none()
    return _read(row) if row is not None else None


def load_charter(session: Session, name: str, principal: Principal, *, lock: bool = False) -> CharterCheck | None:
    """The version, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row) if row is not None else None


def find_charters(session: Session, wanted: CharterFilter, page: Page, principal: Principal) -> list[CharterCheck]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, office=wanted.office, state=wanted.state)
    return [_read(row) for row in session.execute(query)]
