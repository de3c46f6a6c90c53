"""Rows of regulatory talks. It must not decide who may talk."""

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
from services.supervision.domain.regulatory_talk import RegulatoryTalk, RegulatoryTalkFilter
from services.supervision.persistence.row import Row


class RegulatoryTalkRow(Row):
    """One talk; its undertakings lie in `undertakings`."""

    __tablename__ = "regulatory_talk"
    __table_args__ = (sa.Index("regulatory_talk_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    division: Mapped[str] = mapped_column(sa.Text)
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    source_reference: Mapped[str] = mapped_column(sa.Text)
    facts: Mapped[str] = mapped_column(sa.Text)
    officers: Mapped[list[Any]] = mapped_column(sa.JSON)
    demands: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    approval_document: Mapped[str] = mapped_column(sa.Text)
    approved_date: Mapped[dt.date | None]
    held_date: Mapped[dt.date | None]
    record_document: Mapped[str] = mapped_column(sa.Text)
    undertakings: Mapped[list[Any]] = mapped_column(sa.JSON)
    signed: Mapped[bool]
    refusal_note: Mapped[str] = mapped_column(sa.Text)
    cancel_reason: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", RegulatoryTalkRow.__table__)
_read, _write = from_row(RegulatoryTalk, TABLE), to_values(RegulatoryTalk, TABLE)


def insert_talk(session: Session, talk: RegulatoryTalk) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(talk)))


def update_talk(session: Session, talk: RegulatoryTalk) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == talk.name).values(_write(talk)))


def load_talk(session: Session, name: str, principal: Principal, *, lock: bool = False) -> RegulatoryTalk | None:
    """The talk, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_talks(
    session: Session, wanted: RegulatoryTalkFilter, page: Page, principal: Principal
) -> list[RegulatoryTalk]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, subject=wanted.subject)
    return [_read(row) for row in session.execute(query)]
