"""Rows of successions of offices. It must not decide who may see them beyond the row scope."""

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
from services.party_building.domain.office_succession import OfficeSuccession, OfficeSuccessionFilter
from services.party_building.persistence.row import Row

COMPUTED = ("deadlines", "organisation_remains", "remaining_members")


class OfficeSuccessionRow(Row):
    """One of them."""

    __tablename__ = "office_succession"
    __table_args__ = (sa.Index("office_succession_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.Text)
    successor: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    ended: Mapped[bool]
    succeeded_date: Mapped[dt.date]
    party_organisation: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    settled_date: Mapped[dt.date | None]
    document_number: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OfficeSuccessionRow.__table__)
_read = from_row(OfficeSuccession, TABLE, left_out=COMPUTED)
_write = to_values(OfficeSuccession, TABLE, left_out=COMPUTED)


def insert_succession(session: Session, succession: OfficeSuccession) -> None:
    """Write one that is open."""
    session.execute(sa.insert(TABLE).values(_write(succession)))


def update_succession(session: Session, succession: OfficeSuccession) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == succession.name).values(_write(succession)))


def load_succession(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> OfficeSuccession | None:  # fmt: skip
    """The one of the name, if it lies within the caller's divisions; what remains is left out."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_successions(
    session: Session, wanted: OfficeSuccessionFilter, page: Page, principal: Principal
) -> list[OfficeSuccession]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, successor=wanted.successor)
    return _assemble(session, list(session.execute(query)))


def _assemble(session: Session, rows: list[Any]) -> list[OfficeSuccession]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [
        _read(row, deadlines=deadlines.get(row.name, ()), organisation_remains=False, remaining_members=())
        for row in rows
    ]
