"""Accounts that stand for one office, so that its people see and enter what is theirs. It must not name a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.errors import Kind, Refusal, RuleViolated


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAccountDraft:
    """What is linked."""

    office: str
    account: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAccount(OfficeAccountDraft):
    """A link; `ended_date` None while it stands."""

    name: str
    ended_date: dt.date | None
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAccountFilter:
    """What a list asks for; empty means any."""

    office: str


def link(draft: OfficeAccountDraft, *, name: str, division: str, now: dt.datetime) -> OfficeAccount:
    """The account stands for the office from now on."""
    return OfficeAccount(
        office=draft.office, account=draft.account, document_number=draft.document_number, name=name, ended_date=None,
        division=division, create_time=now, etag="1",
    )  # fmt: skip


def ended(account: OfficeAccount, on: dt.date, *, etag: str) -> OfficeAccount:
    """It stands for nothing any more. Raises ACTION_NOT_ALLOWED for one that does not, ETAG_MISMATCH."""
    if etag and etag != account.etag:
        message = "该账号关联已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": account.etag})
    if account.ended_date is not None:
        raise RuleViolated("ACTION_NOT_ALLOWED", "该账号关联已经解除，请刷新后核对。")
    return replace(account, ended_date=on, etag=str(int(account.etag) + 1))


def refuse_absorbed(successor: str) -> None:
    """Raise OFFICE_ABSORBED when the office was taken over: its clerk is none of its successor's (PB-14)."""
    if successor:
        message = (
            "该账号所关联的基层法律服务所已并入其他所，原所的党务账号不再有效（PB-14）。"
            "请由区县机关党委按承继的所的指派文件重新关联。"
        )
        raise RuleViolated("OFFICE_ABSORBED", message, rules=("PB-14",), successor=successor)


def account_taken() -> Refusal:
    """The refusal of an account that stands for an office already."""
    message = "该账号已经关联法律服务所，一个账号只能关联一个所。请先解除原关联，或者换用其他账号。"
    return Refusal(Kind.ALREADY_EXISTS, "ACCOUNT_TAKEN", message)


def account_not_linked() -> RuleViolated:
    """The refusal of a caller whose account stands for no office."""
    message = "您的账号尚未关联法律服务所。请由区县机关党委在账号关联中登记后再使用。"
    return RuleViolated("ACCOUNT_NOT_LINKED", message)
