"""Rows of appraisal rounds. It must not decide what is public."""

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
from services.supervision.domain.appraisal_round import AppraisalRound, AppraisalRoundFilter
from services.supervision.persistence.row import Row


class AppraisalRoundRow(Row):
    """One round; panel, reports and opinions lie in JSON."""

    __tablename__ = "appraisal_round"
    __table_args__ = (sa.Index("appraisal_round_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    panel: Mapped[list[Any]] = mapped_column(sa.JSON)
    panel_note: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    reports: Mapped[list[Any]] = mapped_column(sa.JSON)
    opinions: Mapped[list[Any]] = mapped_column(sa.JSON)
    opened_date: Mapped[dt.date | None]
    closed_date: Mapped[dt.date | None]
    asked_count: Mapped[int]
    returned_count: Mapped[int]
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", AppraisalRoundRow.__table__)
_read, _write = from_row(AppraisalRound, TABLE), to_values(AppraisalRound, TABLE)


def insert_round(session: Session, made: AppraisalRound) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(made)))


def update_round(session: Session, found: AppraisalRound) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == found.name).values(_write(found)))


def load_round(session: Session, name: str, principal: Principal, *, lock: bool = False) -> AppraisalRound | None:
    """The round, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_rounds(
    session: Session, wanted: AppraisalRoundFilter, page: Page, principal: Principal
) -> list[AppraisalRound]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, kind=wanted.kind)
    return [_read(row) for row in session.execute(query)]


def find_opened_rounds(session: Session, page: Page) -> list[AppraisalRound]:
    """Those of all divisions that opened, with one row more than the page's size when there is another page."""
    query = sa.select(TABLE).where(TABLE.c.opened_date.is_not(None)).order_by(TABLE.c.name).limit(page.size + 1)
    if page.after is not None:
        query = query.where(TABLE.c.name > page.after)
    return [_read(row) for row in session.execute(query)]
