"""Rows of accounts that stand for offices. It must not hold a person's name."""

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
from chassis.upsert import Upsert
from services.party_building.domain.office_account import OfficeAccount, OfficeAccountFilter, account_taken
from services.party_building.persistence.row import Row


class OfficeAccountRow(Row):
    """One link; an account stands for one office at a time."""

    __tablename__ = "office_account"
    __table_args__ = (
        sa.Index("office_account_by_division", "division", "name"),
        sa.Index(
            "office_account_once", "account", unique=True, sqlite_where=sa.text("ended_date IS NULL"),
            postgresql_where=sa.text("ended_date IS NULL"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("coverage.office"), type_=sa.Text)
    account: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    ended_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class AbsorbedOfficeRow(Row):
    """An office that was taken over, and by which one."""

    __tablename__ = "absorbed_office"

    office: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    successor: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OfficeAccountRow.__table__)
ABSORBED = cast("sa.Table", AbsorbedOfficeRow.__table__)
_ABSORB = Upsert(ABSORBED, lambda row: row.on_conflict_do_nothing(index_elements=[ABSORBED.c.office]))
_read = from_row(OfficeAccount, TABLE)
_write = to_values(OfficeAccount, TABLE)


def insert_account(session: Session, account: OfficeAccount) -> None:
    """Write a new link. Raises ALREADY_EXISTS `ACCOUNT_TAKEN`."""
    if office_of_account(session, account.account):
        raise account_taken()
    session.execute(sa.insert(TABLE).values(_write(account)))


def update_account(session: Session, account: OfficeAccount) -> None:
    """Write a link that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == account.name).values(_write(account)))


def office_of_account(session: Session, account: str) -> str:
    """The office for which the account stands now; empty for none."""
    query = sa.select(TABLE.c.office).where(TABLE.c.account == account, TABLE.c.ended_date.is_(None))
    return session.execute(query).scalar_one_or_none() or ""


def last_office_of(session: Session, account: str) -> str:
    """The office for which an account stood last; empty when it never did."""
    query = sa.select(TABLE.c.office).where(TABLE.c.account == account).order_by(TABLE.c.name.desc()).limit(1)
    return session.execute(query).scalar_one_or_none() or ""


def linked_accounts_of(session: Session, office: str) -> list[OfficeAccount]:
    """The accounts that stand for an office now, in order of entry; locked."""
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.ended_date.is_(None))
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name).with_for_update())]


def keep_absorbed(session: Session, office: str, successor: str) -> None:
    """An office was taken over; what was told first stays."""
    _ABSORB.run(session, {"office": office, "successor": successor})


def successor_of(session: Session, office: str) -> str:
    """The office that took this one over; empty for none."""
    query = sa.select(ABSORBED.c.successor).where(ABSORBED.c.office == office)
    return session.execute(query).scalar_one_or_none() or ""


def load_account(session: Session, name: str, principal: Principal, *, lock: bool = False) -> OfficeAccount | None:
    """The link, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row) if row is not None else None


def find_accounts(
    session: Session, wanted: OfficeAccountFilter, page: Page, principal: Principal
) -> list[OfficeAccount]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, office=wanted.office))]
