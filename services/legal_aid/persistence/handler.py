"""Rows of handlers. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.handler import Handler, HandlerFilter
from services.legal_aid.persistence.row import Row


class HandlerRow(Row):
    """One handler."""

    __tablename__ = "handler"
    __table_args__ = (
        sa.Index("handler_by_division", "division", "name"),
        sa.Index("handler_by_unit", "unit", "name"),
        sa.Index(
            "handler_by_external_name",
            "external_name",
            unique=True,
            sqlite_where=sa.text("external_name <> ''"),
            postgresql_where=sa.text("external_name <> ''"),
        ),
        sa.Index(
            "handler_by_account",
            "account",
            unique=True,
            sqlite_where=sa.text("account <> ''"),
            postgresql_where=sa.text("account <> ''"),
        ),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    unit: Mapped[str] = mapped_column(sa.ForeignKey("handling_unit.name"), type_=sa.Text)
    full_name: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    certificate_number: Mapped[str] = mapped_column(sa.Text, unique=True)
    criminal_defence_since: Mapped[dt.date | None]
    juvenile_tag: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    specialties: Mapped[list[str]] = mapped_column(sa.JSON)
    languages: Mapped[list[str]] = mapped_column(sa.JSON)
    public_office_periods: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    in_directory: Mapped[bool]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)
    external_name: Mapped[str] = mapped_column(sa.Text)
    practising_since: Mapped[dt.date | None]
    account: Mapped[str] = mapped_column(sa.Text)
    contact_address: Mapped[str] = mapped_column(sa.Text, server_default="")


TABLE = cast("sa.Table", HandlerRow.__table__)
# The first four digits of GB/T 2260 are those of the city.
CITY_DIGITS = 4
_read = from_row(Handler, TABLE)
_write = to_values(Handler, TABLE)


def insert_handler(session: Session, handler: Handler) -> None:
    """Write a new handler. Raises ALREADY_EXISTS `CERTIFICATE_TAKEN`, `EXTERNAL_NAME_TAKEN`, `ACCOUNT_TAKEN`."""
    taken = sa.exists().where(TABLE.c.certificate_number == handler.certificate_number)
    if session.execute(sa.select(taken)).scalar_one():
        message = "该证件号码已登记承办人，请从承办人列表中查找，不要重复登记。"
        raise Refusal(Kind.ALREADY_EXISTS, "CERTIFICATE_TAKEN", message)
    _refuse_taken(session, handler)
    session.execute(sa.insert(TABLE).values(_write(handler)))


def update_handler(session: Session, handler: Handler) -> None:
    """Write a handler that was locked when it was loaded. Raises what `insert_handler` raises of names and accounts."""
    _refuse_taken(session, handler)
    session.execute(sa.update(TABLE).where(TABLE.c.name == handler.name).values(_write(handler)))


def load_handler(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Handler | None:
    """The handler, if he lies within the caller's divisions; with `lock` nobody else may change him meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_handler_known_as(session: Session, subject: str, *, lock: bool = False) -> Handler | None:
    """The handler that a partner calls so, or that has the name here, wherever he is registered."""
    known = sa.or_(TABLE.c.external_name == subject, TABLE.c.name == subject)
    query = sa.select(TABLE).where(known, sa.literal(subject) != "")
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _read(row)


def handler_of_account(session: Session, account: str) -> Handler | None:
    """The handler who signs in with the account, wherever he is registered."""
    query = sa.select(TABLE).where(TABLE.c.account == account, TABLE.c.account != sa.literal_column("''"))
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def handlers_of_division(session: Session, division: str) -> list[Handler]:
    """Everybody registered in the division, oldest registration first: whom a case may be assigned to."""
    query = sa.select(TABLE).where(TABLE.c.division == division).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]


def handlers_of_city_beyond(session: Session, division: str) -> list[Handler]:
    """Everybody registered in the division's city, but not in the division (LA-66)."""
    city = TABLE.c.division.startswith(division[:CITY_DIGITS])
    query = sa.select(TABLE).where(city, TABLE.c.division != division).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]


def handlers_named(session: Session, names: set[str]) -> dict[str, Handler]:
    """The named handlers, by name."""
    return {row.name: _read(row) for row in session.execute(sa.select(TABLE).where(TABLE.c.name.in_(names)))}


def find_handlers(session: Session, wanted: HandlerFilter, page: Page, principal: Principal) -> list[Handler]:
    """A page in order of registration, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, unit=wanted.unit, kind=wanted.kind)
    return [_read(row) for row in session.execute(query)]


def _refuse_taken(session: Session, handler: Handler) -> None:
    other = sa.and_(TABLE.c.external_name == handler.external_name, TABLE.c.name != handler.name)
    if handler.external_name and session.execute(sa.select(sa.exists().where(other))).scalar_one():
        message = "该协作系统名称已用于其他承办人，请核对后填写（external_name）。"
        raise Refusal(Kind.ALREADY_EXISTS, "EXTERNAL_NAME_TAKEN", message)
    same = sa.exists().where(TABLE.c.account == handler.account, TABLE.c.name != handler.name)
    if handler.account and session.execute(sa.select(same)).scalar_one():
        message = "该登录账号已登记给其他承办人，一个账号只能对应一名承办人。请核对账号。"
        raise Refusal(Kind.ALREADY_EXISTS, "ACCOUNT_TAKEN", message)
