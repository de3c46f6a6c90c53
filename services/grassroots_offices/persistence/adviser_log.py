"""Rows of advisers' logs. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.adviser_log import AdviserLog, AdviserLogFilter, AdviserLogState
from services.grassroots_offices.persistence.row import Row


class AdviserLogRow(Row):
    """One of them."""

    __tablename__ = "adviser_log"
    __table_args__ = (
        sa.Index("adviser_log_by_division", "division", "name"),
        sa.Index("adviser_log_by_adviser", "village_adviser", "log_date"),
    )

    village_adviser: Mapped[str] = mapped_column(sa.ForeignKey("village_adviser.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    log_date: Mapped[dt.date]
    minutes: Mapped[int]
    summary: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    service_hours: Mapped[str] = mapped_column(sa.Text)
    void_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", AdviserLogRow.__table__)
_read = from_row(AdviserLog, TABLE)
_write = to_values(AdviserLog, TABLE)


def insert_adviser_log(session: Session, log: AdviserLog) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(log)))


def update_adviser_log(session: Session, log: AdviserLog) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == log.name).values(_write(log)))


def load_adviser_log(session: Session, name: str, principal: Principal, *, lock: bool = False) -> AdviserLog | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_adviser_logs(session: Session, wanted: AdviserLogFilter, page: Page, principal: Principal) -> list[AdviserLog]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, kind=wanted.kind, village_adviser=wanted.village_adviser
    )
    return [_read(row) for row in session.execute(query)]


def kept_logs(session: Session, advisers: list[str], first: dt.date, last: dt.date) -> list[AdviserLog]:
    """What the advisers did from day to day and nobody took back, in order of day and name (GO-79)."""
    query = (
        sa.select(TABLE)
        .where(
            TABLE.c.village_adviser.in_(advisers), TABLE.c.log_date.between(first, last),
            TABLE.c.state == AdviserLogState.KEPT.name,
        )
        .order_by(TABLE.c.log_date, TABLE.c.name)
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]
