"""Accounts and when they are locked. It must not see a password; verifying is passed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.errors import Kind, Refusal

MOST_FAILURES = 5
LOCK_TIME = dt.timedelta(minutes=15)
REFRESH_TIME = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who signs in and what they may do; `failures` counts wrong passwords since the last success."""

    account: str
    display_name: str
    password_hash: str
    roles: tuple[str, ...]
    divisions: tuple[str, ...]
    failures: int
    last_failure: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshToken:
    """A refresh token by its hash; it works once and for twelve hours."""

    token_hash: str
    account: str
    issued: dt.datetime


def check_not_locked(account: Account, *, now: dt.datetime) -> None:
    """Raise RESOURCE_EXHAUSTED ACCOUNT_LOCKED for 15 minutes after the fifth wrong password in a row."""
    if account.failures >= MOST_FAILURES and account.last_failure and now < account.last_failure + LOCK_TIME:
        raise Refusal(Kind.RESOURCE_EXHAUSTED, "ACCOUNT_LOCKED", "连续输错密码次数过多，账号已锁定，请15分钟后重试。")


def after_attempt(account: Account, *, right: bool, now: dt.datetime) -> Account:
    """The account after a password was tried."""
    if right:
        return replace(account, failures=0, last_failure=None)
    return replace(account, failures=account.failures + 1, last_failure=now)


def is_fresh(token: RefreshToken, *, now: dt.datetime) -> bool:
    """Whether the refresh token is younger than twelve hours."""
    return now < token.issued + REFRESH_TIME
