"""Rows of accounts and refresh tokens. It must not decide whether a sign-in succeeds."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.row_mapping import from_row, to_values
from services.identity.domain.account import Account, RefreshToken
from services.identity.persistence.row import Row


class AccountRow(Row):
    """One account."""

    __tablename__ = "account"

    account: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.Text)
    password_hash: Mapped[str] = mapped_column(sa.Text)
    roles: Mapped[list[str]] = mapped_column(sa.JSON)
    divisions: Mapped[list[str]] = mapped_column(sa.JSON)
    failures: Mapped[int]
    last_failure: Mapped[dt.datetime | None] = mapped_column(Instant)


class RefreshTokenRow(Row):
    """One refresh token that has not been used yet."""

    __tablename__ = "refresh_token"
    __table_args__ = (sa.Index("refresh_token_by_issue", "issued"),)

    token_hash: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    account: Mapped[str] = mapped_column(sa.ForeignKey("account.account"), type_=sa.Text)
    issued: Mapped[dt.datetime] = mapped_column(Instant)


ACCOUNTS = cast("sa.Table", AccountRow.__table__)
TOKENS = cast("sa.Table", RefreshTokenRow.__table__)
_read = from_row(Account, ACCOUNTS)
_write = to_values(Account, ACCOUNTS)
_read_token = from_row(RefreshToken, TOKENS)
_write_token = to_values(RefreshToken, TOKENS)


def load_account(session: Session, account: str) -> Account | None:
    """The account, locked so that failures are counted one after the other."""
    row = session.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.account == account).with_for_update()).one_or_none()
    return None if row is None else _read(row)


def insert_account(session: Session, account: Account) -> None:
    """Write a new account."""
    session.execute(sa.insert(ACCOUNTS).values(_write(account)))


def update_account(session: Session, account: Account) -> None:
    """Write the count of failures."""
    session.execute(sa.update(ACCOUNTS).where(ACCOUNTS.c.account == account.account).values(_write(account)))


def insert_token(session: Session, token: RefreshToken) -> None:
    """Keep a refresh token's hash."""
    session.execute(sa.insert(TOKENS).values(_write_token(token)))


def take_token(session: Session, token_hash: str) -> RefreshToken | None:
    """Remove and return a refresh token: whoever comes second gets nothing."""
    taken = sa.delete(TOKENS).where(TOKENS.c.token_hash == token_hash).returning(TOKENS)
    row = session.execute(taken).one_or_none()
    return None if row is None else _read_token(row)


def delete_tokens_before(session: Session, moment: dt.datetime) -> int:
    """Forget the tokens issued before a moment; returns how many there were."""
    return session.connection().execute(sa.delete(TOKENS).where(TOKENS.c.issued < moment)).rowcount
