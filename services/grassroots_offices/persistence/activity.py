"""Rows of activities. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.activity import Activity, ActivityFilter, ActivityKind, ActivityState
from services.grassroots_offices.persistence.row import Row


class ActivityRow(Row):
    """One of them."""

    __tablename__ = "activity"
    __table_args__ = (
        sa.Index("activity_by_division", "division", "name"),
        sa.Index("activity_by_kind", "kind", "activity_date"),
    )

    kind: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    activity_date: Mapped[dt.date]
    offices: Mapped[list[Any]] = mapped_column(sa.JSON)
    practitioners: Mapped[list[Any]] = mapped_column(sa.JSON)
    partner: Mapped[str] = mapped_column(sa.Text)
    cost_fen: Mapped[int] = mapped_column(sa.BigInteger)
    cost_source: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    resolutions: Mapped[list[Any]] = mapped_column(sa.JSON)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    void_reason: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ActivityRow.__table__)
_read = from_row(Activity, TABLE)
_write = to_values(Activity, TABLE)


def insert_activity(session: Session, activity: Activity) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(activity)))


def update_activity(session: Session, activity: Activity) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == activity.name).values(_write(activity)))


def load_activity(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Activity | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_activities(session: Session, wanted: ActivityFilter, page: Page, principal: Principal) -> list[Activity]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, kind=wanted.kind)
    return [_read(row) for row in session.execute(query)]


def held_activities(session: Session, kind: ActivityKind, principal: Principal) -> list[Activity]:
    """Activities of a kind within the caller's divisions that nobody took back, in order of day and name (GO-86)."""
    query = (
        sa.select(TABLE)
        .where(
            in_scope(TABLE.c.division, principal), TABLE.c.kind == kind.name,
            TABLE.c.state == ActivityState.HELD.name,
        )
        .order_by(TABLE.c.activity_date, TABLE.c.name)
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]
