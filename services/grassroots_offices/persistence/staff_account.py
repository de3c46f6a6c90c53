"""Rows of accounts of offices' people. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.staff_account import (
    COUNTED,
    StaffAccount,
    StaffAccountFilter,
    StaffAccountState,
    account_taken,
)
from services.grassroots_offices.persistence.row import Row


class StaffAccountRow(Row):
    """One of them."""

    __tablename__ = "staff_account"
    __table_args__ = (
        sa.Index("staff_account_by_division", "division", "name"),
        sa.Index(
            "staff_account_once",
            "account",
            unique=True,
            sqlite_where=sa.text("state = 'LINKED'"),
            postgresql_where=sa.text("state = 'LINKED'"),
        ),
    )

    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    account: Mapped[str] = mapped_column(sa.Text)
    post: Mapped[str] = mapped_column(sa.Text)
    practitioner: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    ended_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", StaffAccountRow.__table__)
_read = from_row(StaffAccount, TABLE)
_write = to_values(StaffAccount, TABLE)


def insert_staff_account(session: Session, account: StaffAccount) -> None:
    """Write a new one. Raises ALREADY_EXISTS `ACCOUNT_TAKEN`."""
    if linked_account(session, account.account) is not None:
        raise account_taken()
    session.execute(sa.insert(TABLE).values(_write(account)))


def update_staff_account(session: Session, account: StaffAccount) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == account.name).values(_write(account)))


def load_staff_account(session: Session, name: str, principal: Principal, *, lock: bool = False) -> StaffAccount | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_staff_accounts(
    session: Session, wanted: StaffAccountFilter, page: Page, principal: Principal
) -> list[StaffAccount]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, office=wanted.office)
    return [_read(row) for row in session.execute(query)]


def linked_account(session: Session, account: str) -> StaffAccount | None:
    """The link of an account that stands for an office now."""
    query = sa.select(TABLE).where(TABLE.c.account == account, TABLE.c.state == StaffAccountState.LINKED.name)
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def linked_accounts_of(session: Session, office: str) -> list[StaffAccount]:
    """The accounts that stand for an office now, in order of entry; locked."""
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.state == StaffAccountState.LINKED.name)
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name).with_for_update())]


def last_office_of(session: Session, account: str) -> str:
    """The office for which an account stood last; empty when it never did."""
    query = sa.select(TABLE.c.office).where(TABLE.c.account == account).order_by(TABLE.c.name.desc()).limit(1)
    return session.execute(query).scalar_one_or_none() or ""


def count_accounts(session: Session, office: str) -> int:
    """How many accounts of the office's director and practitioners are linked now; clerks need not practise (GO-89)."""
    own = (TABLE.c.office == office, TABLE.c.state == StaffAccountState.LINKED.name)
    query = sa.select(sa.func.count()).where(*own, TABLE.c.post.in_([post.name for post in COUNTED]))
    return int(session.execute(query).scalar_one())


def is_linked(session: Session, practitioner: str) -> bool:
    """Whether somebody signs in as the practitioner."""
    linked = sa.exists().where(TABLE.c.practitioner == practitioner, TABLE.c.state == StaffAccountState.LINKED.name)
    return bool(session.execute(sa.select(linked)).scalar_one())
