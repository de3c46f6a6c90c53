"""Rows of practitioners. It must not decide who may see them beyond the row scope it is given."""

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
from chassis.scoped_page import scoped_page
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerFilter, certificate_taken
from services.grassroots_offices.persistence.practice_span import spans_of
from services.grassroots_offices.persistence.row import Row


class PractitionerRow(Row):
    """One practitioner; `office` empty without one."""

    __tablename__ = "practitioner"
    __table_args__ = (
        sa.Index("practitioner_by_division", "division", "name"),
        sa.Index("practitioner_by_office", "office", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.Text)
    full_name: Mapped[str] = mapped_column(sa.Text)
    certificate_number: Mapped[str] = mapped_column(sa.Text, unique=True)
    certified_date: Mapped[dt.date]
    education: Mapped[str] = mapped_column(sa.Text)
    legal_qualification: Mapped[bool]
    full_time: Mapped[bool]
    partner: Mapped[bool]
    document_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PractitionerRow.__table__)
_read = from_row(Practitioner, TABLE, left_out=("spans",))
_write = to_values(Practitioner, TABLE, left_out=("spans",))


def insert_practitioner(session: Session, practitioner: Practitioner) -> None:
    """Write a new practitioner. Raises ALREADY_EXISTS `CERTIFICATE_TAKEN`."""
    taken = sa.exists().where(TABLE.c.certificate_number == practitioner.certificate_number)
    if session.execute(sa.select(taken)).scalar_one():
        raise certificate_taken()
    session.execute(sa.insert(TABLE).values(_write(practitioner)))


def update_practitioner(session: Session, practitioner: Practitioner) -> None:
    """Write a practitioner that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == practitioner.name).values(_write(practitioner)))


def load_practitioner(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Practitioner | None:
    """The practitioner, if he lies within the caller's divisions."""
    query = sa.select(TABLE).where(TABLE.c.name == name, in_scope(TABLE.c.division, principal))
    found = _assemble(session, list(session.execute(query.with_for_update() if lock else query)))
    return found[0] if found else None


def find_practitioners(
    session: Session, wanted: PractitionerFilter, page: Page, principal: Principal
) -> list[Practitioner]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, office=wanted.office)
    return _assemble(session, list(session.execute(query)))


def staff_of(session: Session, offices: list[str]) -> dict[str, list[Practitioner]]:
    """Everybody who practises at each of the offices now, without earlier spans."""
    found: dict[str, list[Practitioner]] = {name: [] for name in offices}
    for row in session.execute(sa.select(TABLE).where(TABLE.c.office.in_(offices)).order_by(TABLE.c.name)):
        found[row.office].append(_read(row, spans=()))
    return found


def _assemble(session: Session, rows: list[Any]) -> list[Practitioner]:
    spans = spans_of(session, [row.name for row in rows])
    return [_read(row, spans=spans.get(row.name, ())) for row in rows]
