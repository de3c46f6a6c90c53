"""Rows of monthly circulars. It must not decide who may see them beyond the row scope."""

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
from chassis.upsert import Upsert
from services.grassroots_offices.domain.circular import Circular, CircularFilter, circular_exists
from services.grassroots_offices.persistence.row import Row


class CircularRow(Row):
    """One of them."""

    __tablename__ = "circular"
    __table_args__ = (
        sa.UniqueConstraint("division", "period", name="circular_once_a_month"),
        sa.Index("circular_by_division", "division", "name"),
    )

    division: Mapped[str] = mapped_column(sa.Text)
    period: Mapped[str] = mapped_column(sa.Text)
    remarks: Mapped[list[Any]] = mapped_column(sa.JSON)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    lines: Mapped[list[Any]] = mapped_column(sa.JSON)
    compiled_date: Mapped[dt.date]
    issued_date: Mapped[dt.date | None]
    issue_document: Mapped[str] = mapped_column(sa.Text)
    signed_text: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CircularRow.__table__)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(index_elements=[TABLE.c.division, TABLE.c.period]).returning(TABLE.c.name),
)
_read = from_row(Circular, TABLE)
_write = to_values(Circular, TABLE)


def insert_circular(session: Session, circular: Circular) -> None:
    """Write a new one. Raises ALREADY_EXISTS `CIRCULAR_EXISTS` for a second one of the division and month (GO-71)."""
    if _INSERT.run(session, _write(circular)).one_or_none() is None:
        raise circular_exists()


def update_circular(session: Session, circular: Circular) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == circular.name).values(_write(circular)))


def load_circular(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Circular | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_circulars(session: Session, wanted: CircularFilter, page: Page, principal: Principal) -> list[Circular]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, period=wanted.period)
    return [_read(row) for row in session.execute(query)]
