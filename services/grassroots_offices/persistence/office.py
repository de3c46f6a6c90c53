"""Rows of offices. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.office import Office, OfficeFilter, credit_code_taken, licence_taken
from services.grassroots_offices.persistence.cure_period import cure_periods_of
from services.grassroots_offices.persistence.office_hold import holds_of
from services.grassroots_offices.persistence.premises_span import insert_premises, premises_of
from services.grassroots_offices.persistence.row import Row


class OfficeRow(Row):
    """One office."""

    __tablename__ = "office"
    __table_args__ = (sa.Index("office_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.Text)
    form: Mapped[str] = mapped_column(sa.Text)
    credit_code: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    licence_number: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    licensed_date: Mapped[dt.date | None]
    institution_certificate: Mapped[str] = mapped_column(sa.Text)
    premises: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    director: Mapped[str] = mapped_column(sa.Text)
    successor: Mapped[str] = mapped_column(sa.Text)
    origin: Mapped[str] = mapped_column(sa.Text)
    charter_document: Mapped[str] = mapped_column(sa.Text)
    termination_ground: Mapped[str | None] = mapped_column(sa.Text)
    liquidation_ended_date: Mapped[dt.date | None]
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OfficeRow.__table__)
ELSEWHERE = ("verdicts", "cure_periods", "premises_history", "holds", "deadlines")
_read = from_row(Office, TABLE, left_out=ELSEWHERE)
_write = to_values(Office, TABLE, left_out=ELSEWHERE)


def insert_office(session: Session, office: Office) -> None:
    """Write a new office. Raises ALREADY_EXISTS `LICENCE_TAKEN`, `CREDIT_CODE_TAKEN`."""
    refuse_taken_numbers(session, licence_number=office.licence_number, credit_code=office.credit_code)
    session.execute(sa.insert(TABLE).values(_write(office)))
    add_premises(session, office)


def add_premises(session: Session, office: Office) -> None:
    """Write the newest premises that were approved, if any were."""
    for place, span in list(enumerate(office.premises_history))[-1:]:
        insert_premises(session, office.name, place, span)


def refuse_taken_numbers(session: Session, *, licence_number: str | None, credit_code: str | None) -> None:
    """Raise ALREADY_EXISTS `LICENCE_TAKEN`, `CREDIT_CODE_TAKEN` for what another office has; null is nobody's."""
    given = (
        (TABLE.c.licence_number, licence_number, licence_taken),
        (TABLE.c.credit_code, credit_code, credit_code_taken),
    )
    for column, value, refusal in given:
        if value is not None and session.execute(sa.select(sa.exists().where(column == value))).scalar_one():
            raise refusal()


def update_office(session: Session, office: Office) -> None:
    """Write an office that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == office.name).values(_write(office)))


def load_office(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Office | None:
    """The office, if it lies within the caller's divisions, without verdicts."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def division_of(session: Session, name: str) -> str | None:
    """Where an office stands; None when there is none of the name. For facts, which have no caller's scope."""
    return session.execute(sa.select(TABLE.c.division).where(TABLE.c.name == name)).scalar_one_or_none()


def find_offices(session: Session, wanted: OfficeFilter, page: Page, principal: Principal) -> list[Office]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return _assemble(session, list(session.execute(scoped_page(TABLE, page, principal, state=wanted.state))))


def _assemble(session: Session, rows: list[Any]) -> list[Office]:
    names = [row.name for row in rows]
    periods, premises, holds = cure_periods_of(session, names), premises_of(session, names), holds_of(session, names)
    return [
        _read(
            row, verdicts=(), cure_periods=periods.get(row.name, ()), premises_history=premises.get(row.name, ()),
            holds=holds.get(row.name, ()), deadlines=(),
        )
        for row in rows
    ]  # fmt: skip


def offices_in_scope(session: Session, principal: Principal) -> list[Office]:
    """Every office within the caller's divisions, in order of name."""
    query = sa.select(TABLE).where(in_scope(TABLE.c.division, principal)).order_by(TABLE.c.name)
    return _assemble(session, list(session.execute(query)))


def offices_named(session: Session, names: Sequence[str], principal: Principal) -> dict[str, Office]:
    """Those of the names within the caller's divisions, without verdicts."""
    query = sa.select(TABLE).where(TABLE.c.name.in_(names), in_scope(TABLE.c.division, principal))
    return {one.name: one for one in _assemble(session, list(session.execute(query)))}


def named_by_licence(session: Session, numbers: list[str], principal: Principal) -> dict[str, str]:
    """Names of offices within the caller's divisions by licence, locked in one order, not a table's."""
    query = sa.select(TABLE.c.licence_number, TABLE.c.name).where(
        TABLE.c.licence_number.in_(numbers), in_scope(TABLE.c.division, principal)
    )
    query = query.order_by(TABLE.c.name).with_for_update()
    return {row[0]: row[1] for row in session.execute(query)}


def lineage_of(session: Session, office: str) -> tuple[str, ...]:
    """The office, then every office that it took over, directly or through another one, in order of name (GO-08)."""
    found, last = [office], [office]
    while last:
        query = sa.select(TABLE.c.name).where(TABLE.c.successor.in_(last)).order_by(TABLE.c.name)
        last = list(session.execute(query).scalars())
        found += last
    return tuple(found)


def was_split_on(session: Session, office: str, on: dt.date) -> bool:
    """Whether an office that was split from this one was licensed on the day (GO-08)."""
    query = sa.exists().where(TABLE.c.origin == office, TABLE.c.licensed_date == on)
    return bool(session.execute(sa.select(query)).scalar_one())


def successor_of(session: Session, office: str) -> str:
    """The office that took it over; empty for one that goes on, and for none (GO-08)."""
    return session.execute(sa.select(TABLE.c.successor).where(TABLE.c.name == office)).scalar_one_or_none() or ""


def heir_of(session: Session, office: str) -> str:
    """The office that goes on with the matters of one that was taken over; itself while it was not (GO-08)."""
    query = sa.select(TABLE.c.successor).where(TABLE.c.name == office)
    successor = session.execute(query).scalar_one()
    return heir_of(session, successor) if successor else office
