"""Rows of rights requests. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.rights_request import RightsRequest, RightsRequestFilter
from services.grassroots_offices.persistence.row import Row


class RightsRequestRow(Row):
    """One of them."""

    __tablename__ = "rights_request"
    __table_args__ = (
        sa.Index("rights_request_by_division", "division", "name"),
        sa.Index("rights_request_by_practitioner", "practitioner"),
    )

    practitioner: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    authority: Mapped[str] = mapped_column(sa.Text)
    facts: Mapped[str] = mapped_column(sa.Text)
    requested_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    late: Mapped[bool]
    taken_up_document: Mapped[str] = mapped_column(sa.Text)
    answer: Mapped[str] = mapped_column(sa.Text)
    answer_document: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", RightsRequestRow.__table__)
_read = from_row(RightsRequest, TABLE, left_out=("deadlines",))
_write = to_values(RightsRequest, TABLE, left_out=("deadlines",))


def insert_rights_request(session: Session, request: RightsRequest) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(request)))


def update_rights_request(session: Session, request: RightsRequest) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == request.name).values(_write(request)))


def load_rights_request(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> RightsRequest | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    found = _assemble(session, [] if row is None else [row])
    return found[0] if found else None


def find_rights_requests(
    session: Session, wanted: RightsRequestFilter, page: Page, principal: Principal
) -> list[RightsRequest]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, practitioner=wanted.practitioner)
    return _assemble(session, list(session.execute(query)))


def _assemble(session: Session, rows: list[Any]) -> list[RightsRequest]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
