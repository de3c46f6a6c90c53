"""Rows of organisation life; members by their names in this register alone. It must not count who took part."""

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
from services.party_building.domain.party_meeting import PartyMeeting, PartyMeetingFilter
from services.party_building.persistence.row import Row


class PartyMeetingRow(Row):
    """Something an organisation held."""

    __tablename__ = "party_meeting"
    __table_args__ = (
        sa.Index("party_meeting_by_division", "division", "name"),
        sa.Index("party_meeting_by_organisation", "organisation", "held_date"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    organisation: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    held_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    expected_members: Mapped[list[str]] = mapped_column(sa.JSON)
    absent_members: Mapped[list[str]] = mapped_column(sa.JSON)
    guests: Mapped[list[Any]] = mapped_column(sa.JSON)
    minutes_sha256: Mapped[str] = mapped_column(sa.Text)
    attendance: Mapped[list[Any]] = mapped_column(sa.JSON)
    late: Mapped[bool]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PartyMeetingRow.__table__)
_read = from_row(PartyMeeting, TABLE)
_write = to_values(PartyMeeting, TABLE)


def insert_meeting(session: Session, meeting: PartyMeeting) -> None:
    """Write a new record."""
    session.execute(sa.insert(TABLE).values(_write(meeting)))


def load_meeting(session: Session, name: str, principal: Principal) -> PartyMeeting | None:
    """The record, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return _read(row) if row is not None else None


def find_meetings(
    session: Session, wanted: PartyMeetingFilter, page: Page, principal: Principal
) -> list[PartyMeeting]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, organisation=wanted.organisation, kind=wanted.kind)
    return [_read(row) for row in session.execute(query)]


def meetings_by_organisation(session: Session, principal: Principal) -> dict[str, list[PartyMeeting]]:
    """Everything that organisations of the caller's divisions held."""
    query = sa.select(TABLE).where(in_scope(TABLE.c.division, principal)).order_by(TABLE.c.organisation, TABLE.c.name)
    found: dict[str, list[PartyMeeting]] = {}
    for row in session.execute(query):
        found.setdefault(row.organisation, []).append(_read(row))
    return found
