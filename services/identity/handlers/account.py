"""Use cases of accounts: sign in, refresh, add, forget old tokens. It must not sign a token; `sign` is passed in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from chassis.kernel.errors import Kind, Refusal
from chassis.tx import Tx
from services.identity.domain.account import (
    REFRESH_TIME,
    Account,
    RefreshToken,
    after_attempt,
    check_not_locked,
    is_fresh,
)
from services.identity.persistence import account as rows

Sign = Callable[[Account], str]
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Verified when the account is unknown, so that both failures take the same time.
_NOBODY = _HASHER.hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A fresh pair."""

    access_token: str
    refresh_token: str


def sign_in(tx: Tx, account: str, password: str, *, sign: Sign) -> Tokens:
    """Exchange a password for tokens. Raises ACCOUNT_LOCKED, and SIGN_IN_FAILED, which keeps the count of failures."""
    found = rows.load_account(tx.session, account)
    if found is not None:
        check_not_locked(found, now=tx.now)
    right = _matches(found.password_hash if found else _NOBODY, password) and found is not None
    if found is not None:
        rows.update_account(tx.session, after_attempt(found, right=right, now=tx.now))
        tx.note("account.sign_in" if right else "account.sign_in_failed", f"accounts/{found.account}")
    if found is None or not right:
        raise Refusal(Kind.UNAUTHENTICATED, "SIGN_IN_FAILED", "账号或密码不正确，请核对后重试。", commits=True)
    return _issue(tx, found, sign)


def refresh(tx: Tx, token: str, *, sign: Sign) -> Tokens:
    """Exchange a refresh token, once. Raises UNAUTHENTICATED REFRESH_FAILED."""
    taken = rows.take_token(tx.session, _hash(token))
    account = rows.load_account(tx.session, taken.account) if taken and is_fresh(taken, now=tx.now) else None
    if account is None:
        raise Refusal(Kind.UNAUTHENTICATED, "REFRESH_FAILED", "登录状态已失效，请重新登录。")
    return _issue(tx, account, sign)


def add_account(
    tx: Tx, *, account: str, password: str, display_name: str, roles: tuple[str, ...], divisions: tuple[str, ...]
) -> bool:
    """Add an account; False when it is there already."""
    if rows.load_account(tx.session, account) is not None:
        return False
    made = Account(
        account=account, display_name=display_name, password_hash=_HASHER.hash(password), roles=roles,
        divisions=divisions, failures=0, last_failure=None,
    )  # fmt: skip
    rows.insert_account(tx.session, made)
    tx.note("account.add", f"accounts/{account}")
    return True


def forget_old_tokens(tx: Tx) -> int:
    """Delete refresh tokens that no longer work; returns how many."""
    return rows.delete_tokens_before(tx.session, tx.now - REFRESH_TIME)


def _issue(tx: Tx, account: Account, sign: Sign) -> Tokens:
    token = secrets.token_urlsafe(32)
    rows.insert_token(tx.session, RefreshToken(token_hash=_hash(token), account=account.account, issued=tx.now))
    return Tokens(access_token=sign(account), refresh_token=token)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except VerifyMismatchError:
        return False


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
