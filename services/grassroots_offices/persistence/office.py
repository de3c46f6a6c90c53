"""Rows of offices. It must not decide who may see them beyond the row scope it is given."""

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
from services.grassroots_offices.domain.office import Office, OfficeFilter, credit_code_taken, licence_taken
from services.grassroots_offices.persistence.cure_period import cure_periods_of
from services.grassroots_offices.persistence.row import Row


class OfficeRow(Row):
    """One office."""

    __tablename__ = "office"
    __table_args__ = (sa.Index("office_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.Text)
    form: Mapped[str] = mapped_column(sa.Text)
    credit_code: Mapped[str] = mapped_column(sa.Text, unique=True)
    licence_number: Mapped[str] = mapped_column(sa.Text, unique=True)
    licensed_date: Mapped[dt.date]
    institution_certificate: Mapped[str] = mapped_column(sa.Text)
    premises: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OfficeRow.__table__)
ELSEWHERE = ("verdicts", "cure_periods")
_read = from_row(Office, TABLE, left_out=ELSEWHERE)
_write = to_values(Office, TABLE, left_out=ELSEWHERE)


def insert_office(session: Session, office: Office) -> None:
    """Write a new office. Raises ALREADY_EXISTS `LICENCE_TAKEN`, `CREDIT_CODE_TAKEN`."""
    for column, refusal in ((TABLE.c.licence_number, licence_taken), (TABLE.c.credit_code, credit_code_taken)):
        taken = sa.exists().where(column == getattr(office, column.name))
        if session.execute(sa.select(taken)).scalar_one():
            raise refusal()
    session.execute(sa.insert(TABLE).values(_write(office)))


def update_office(session: Session, office: Office) -> None:
    """Write an office that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == office.name).values(_write(office)))


def load_office(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Office | None:
    """The office, if it lies within the caller's divisions, without verdicts."""
    query = sa.select(TABLE).where(TABLE.c.name == name, in_scope(TABLE.c.division, principal))
    found = _assemble(session, list(session.execute(query.with_for_update() if lock else query)))
    return found[0] if found else None


def find_offices(session: Session, wanted: OfficeFilter, page: Page, principal: Principal) -> list[Office]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return _assemble(session, list(session.execute(scoped_page(TABLE, page, principal, state=wanted.state))))


def _assemble(session: Session, rows: list[Any]) -> list[Office]:
    periods = cure_periods_of(session, [row.name for row in rows])
    return [_read(row, verdicts=(), cure_periods=periods.get(row.name, ())) for row in rows]
