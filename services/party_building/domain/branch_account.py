"""Accounts that stand for one party organisation, so that its secretary works with what is its own.

It must not name a person.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.errors import Kind, Refusal, RuleViolated


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchAccountDraft:
    """What is linked."""

    organisation: str
    account: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchAccount(BranchAccountDraft):
    """A link; `ended_date` None while it stands."""

    name: str
    ended_date: dt.date | None
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchAccountFilter:
    """What a list asks for; empty means any."""

    organisation: str


def link(draft: BranchAccountDraft, *, name: str, division: str, now: dt.datetime) -> BranchAccount:
    """The account stands for the organisation from now on."""
    return BranchAccount(
        organisation=draft.organisation, account=draft.account, document_number=draft.document_number, name=name,
        ended_date=None, division=division, create_time=now, etag="1",
    )  # fmt: skip


def ended(account: BranchAccount, on: dt.date, *, etag: str) -> BranchAccount:
    """It stands for nothing any more. Raises ACTION_NOT_ALLOWED for one that does not, ETAG_MISMATCH."""
    if etag and etag != account.etag:
        message = "该账号关联已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": account.etag})
    if account.ended_date is not None:
        raise RuleViolated("ACTION_NOT_ALLOWED", "该账号关联已经解除，请刷新后核对。")
    return replace(account, ended_date=on, etag=str(int(account.etag) + 1))


def account_taken() -> Refusal:
    """The refusal of an account that stands for an organisation already."""
    message = "该账号已经关联党组织，一个账号只能关联一个党组织。请先解除原关联，或者换用其他账号。"
    return Refusal(Kind.ALREADY_EXISTS, "ACCOUNT_TAKEN", message)


def account_not_linked() -> RuleViolated:
    """The refusal of a caller whose account stands for no organisation."""
    message = "您的账号尚未关联党组织。请由区县机关党委在账号关联中登记后再使用。"
    return RuleViolated("ACCOUNT_NOT_LINKED", message)
