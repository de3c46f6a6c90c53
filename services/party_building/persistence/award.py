"""Rows of awards. It must not choose whom."""

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
from services.party_building.domain.award import Award, AwardFilter
from services.party_building.persistence.row import Row


class AwardRow(Row):
    """One award of an organisation or a member."""

    __tablename__ = "award"
    __table_args__ = (sa.Index("award_by_division", "division", "name"), sa.Index("award_by_target", "target", "name"))

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    target: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    awarded_by: Mapped[str] = mapped_column(sa.Text)
    awarded_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", AwardRow.__table__)
_read = from_row(Award, TABLE)
_write = to_values(Award, TABLE)


def insert_award(session: Session, award: Award) -> None:
    """Write a new award."""
    session.execute(sa.insert(TABLE).values(_write(award)))


def load_award(session: Session, name: str, principal: Principal) -> Award | None:
    """The award, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return _read(row) if row is not None else None


def find_awards(session: Session, wanted: AwardFilter, page: Page, principal: Principal) -> list[Award]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, target=wanted.target))]
