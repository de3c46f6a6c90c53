"""Rows of accounts that stand for party organisations. It must not hold a person's name."""

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
from services.party_building.domain.branch_account import BranchAccount, BranchAccountFilter, account_taken
from services.party_building.persistence.row import Row


class BranchAccountRow(Row):
    """One link; an account stands for one organisation at a time."""

    __tablename__ = "branch_account"
    __table_args__ = (
        sa.Index("branch_account_by_division", "division", "name"),
        sa.Index(
            "branch_account_once", "account", unique=True, sqlite_where=sa.text("ended_date IS NULL"),
            postgresql_where=sa.text("ended_date IS NULL"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    organisation: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    account: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    ended_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", BranchAccountRow.__table__)
_read = from_row(BranchAccount, TABLE)
_write = to_values(BranchAccount, TABLE)


def insert_account(session: Session, account: BranchAccount) -> None:
    """Write a new link. Raises ALREADY_EXISTS `ACCOUNT_TAKEN`."""
    if organisation_of_account(session, account.account):
        raise account_taken()
    session.execute(sa.insert(TABLE).values(_write(account)))


def update_account(session: Session, account: BranchAccount) -> None:
    """Write a link that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == account.name).values(_write(account)))


def organisation_of_account(session: Session, account: str) -> str:
    """The organisation for which the account stands now; empty for none."""
    query = sa.select(TABLE.c.organisation).where(TABLE.c.account == account, TABLE.c.ended_date.is_(None))
    return session.execute(query).scalar_one_or_none() or ""


def load_account(session: Session, name: str, principal: Principal, *, lock: bool = False) -> BranchAccount | None:
    """The link, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row) if row is not None else None


def find_accounts(
    session: Session, wanted: BranchAccountFilter, page: Page, principal: Principal
) -> list[BranchAccount]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    return [
        _read(row) for row in session.execute(scoped_page(TABLE, page, principal, organisation=wanted.organisation))
    ]
