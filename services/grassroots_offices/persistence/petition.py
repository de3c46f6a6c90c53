"""Rows of petitions. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.petition import Petition, PetitionFilter
from services.grassroots_offices.persistence.row import Row


class PetitionRow(Row):
    """One of them."""

    __tablename__ = "petition"
    __table_args__ = (
        sa.Index("petition_by_division", "division", "name"),
        sa.Index("petition_by_office", "office", "name"),
    )

    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    practitioner: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    taken_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    steps: Mapped[list[Any]] = mapped_column(sa.JSON)
    outcome: Mapped[str | None] = mapped_column(sa.Text)
    finding: Mapped[str | None] = mapped_column(sa.Text)
    result: Mapped[str] = mapped_column(sa.Text)
    ended_date: Mapped[dt.date | None]
    penalty: Mapped[str] = mapped_column(sa.Text)
    check_result: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PetitionRow.__table__)
_read = from_row(Petition, TABLE)
_write = to_values(Petition, TABLE)


def insert_petition(session: Session, petition: Petition) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(petition)))


def update_petition(session: Session, petition: Petition) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == petition.name).values(_write(petition)))


def load_petition(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Petition | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_petitions(session: Session, wanted: PetitionFilter, page: Page, principal: Principal) -> list[Petition]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, office=wanted.office)
    return [_read(row) for row in session.execute(query)]
