"""Rows of the daily assessment. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.daily_entry import DailyEntry, DailyEntryFilter, DailyEntryState
from services.grassroots_offices.persistence.row import Row


class DailyEntryRow(Row):
    """One entry."""

    __tablename__ = "daily_entry"
    __table_args__ = (
        sa.Index("daily_entry_by_division", "division", "name"),
        sa.Index("daily_entry_by_office", "office", "noted_date"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    noted_date: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    answer: Mapped[str] = mapped_column(sa.Text)
    answered_date: Mapped[dt.date | None]
    withdrawal_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", DailyEntryRow.__table__)
_read = from_row(DailyEntry, TABLE)
_write = to_values(DailyEntry, TABLE)


def insert_daily_entry(session: Session, noted: DailyEntry) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(noted)))


def update_daily_entry(session: Session, noted: DailyEntry) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == noted.name).values(_write(noted)))


def load_daily_entry(session: Session, name: str, principal: Principal, *, lock: bool = False) -> DailyEntry | None:
    """The entry, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_daily_entries(
    session: Session, wanted: DailyEntryFilter, page: Page, principal: Principal
) -> list[DailyEntry]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, kind=wanted.kind, office=wanted.office)
    return [_read(row) for row in session.execute(query)]


def standing_entries_of(session: Session, offices: Sequence[str], first: dt.date, last: dt.date) -> list[DailyEntry]:
    """What was noted of the offices from day to day and not taken back, in order of day and name (GO-85)."""
    query = (
        sa.select(TABLE)
        .where(
            TABLE.c.office.in_(offices), TABLE.c.noted_date.between(first, last),
            TABLE.c.state != DailyEntryState.WITHDRAWN.name,
        )
        .order_by(TABLE.c.noted_date, TABLE.c.name)
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]
