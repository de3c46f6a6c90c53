"""Accounts that stand for offices, and what each post may do for its own (GO-15, GO-17). It must not know passwords."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class StaffPost(enum.Enum):
    """What somebody does at his office."""

    DIRECTOR = enum.auto()
    CLERK = enum.auto()
    PRACTITIONER = enum.auto()
    FINANCE = enum.auto()
    PARTY = enum.auto()


class StaffAccountState(enum.Enum):
    """Where a link stands."""

    LINKED = enum.auto()
    ENDED = enum.auto()


MOVES: Moves[StaffAccountState] = {
    StaffAccountState.LINKED: {"end": frozenset({StaffAccountState.ENDED})},
    StaffAccountState.ENDED: {},
}
DIRECTOR = frozenset({StaffPost.DIRECTOR})
DESK = frozenset({StaffPost.DIRECTOR, StaffPost.CLERK})
ANYBODY = DESK | {StaffPost.PRACTITIONER}
MONEY = DESK | {StaffPost.FINANCE}
EVERYBODY = frozenset(StaffPost)
# Of these everybody has an account of his own (GO-89).
COUNTED = frozenset({StaffPost.DIRECTOR, StaffPost.PRACTITIONER})


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAccountDraft:
    """What is linked; `practitioner` for a practitioner alone."""

    office: str
    account: str
    post: StaffPost
    practitioner: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAccount(StaffAccountDraft):
    """A link."""

    name: str
    state: StaffAccountState
    ended_date: dt.date | None
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAccountFilter:
    """What a list asks for; None and empty mean any."""

    state: StaffAccountState | None
    office: str


def link(draft: StaffAccountDraft, *, name: str, division: str, now: dt.datetime) -> StaffAccount:
    """The account stands for the office from now on. Raises InvalidFields POST_MISMATCH."""
    if (draft.post is StaffPost.PRACTITIONER) != bool(draft.practitioner):
        fault = Violation(
            field="staff_account.practitioner", reason="POST_MISMATCH",
            description="执业人员账号须选择对应的基层法律服务工作者，其他账号不填，请核对",
        )  # fmt: skip
        raise InvalidFields((fault,))
    values = {field.name: getattr(draft, field.name) for field in fields(StaffAccountDraft)}
    return StaffAccount(
        **values, name=name, state=StaffAccountState.LINKED, ended_date=None, division=division, create_time=now,
        etag="1",
    )  # fmt: skip


def ended(account: StaffAccount, on: dt.date, *, etag: str) -> StaffAccount:
    """It stands for nothing any more. Raises ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, account.state, "end", what="账号关联", etag=account.etag, given=etag)
    return replace(
        account, state=StaffAccountState.ENDED, ended_date=on, etag=str(int(account.etag) + 1)
    )  # fmt: skip


def passed_on(
    account: StaffAccount, *, name: str, office: str, division: str, document: str, now: dt.datetime
) -> StaffAccount:
    """The link with the office that took over the account's one (GO-08); the earlier link ends."""
    return replace(
        account, name=name, office=office, division=division, document_number=document, state=StaffAccountState.LINKED,
        ended_date=None, create_time=now, etag="1",
    )  # fmt: skip


def refuse_absorbed(successor: str) -> None:
    """Raise OFFICE_ABSORBED when the account's office was taken over: a post there is none at its successor (GO-08)."""
    if successor:
        message = (
            "该账号所关联的基层法律服务所已并入其他所，原所的岗位不再有效（GO-08、GO-15）。"
            "请由区县基层工作科按承继的所的指派文件重新关联。"
        )
        raise RuleViolated("OFFICE_ABSORBED", message, rules=("GO-08", "GO-15"), successor=successor)


def refuse_elsewhere(there: str, office: str) -> None:
    """Raise PRACTITIONER_NOT_OF_OFFICE unless the practitioner belongs to the office."""
    if there != office:
        message = "该人员目前不在该所执业，不能关联为该所的执业人员账号。请改选本所人员，或者先办理转所。"
        raise RuleViolated("PRACTITIONER_NOT_OF_OFFICE", message)


def allow_post(account: StaffAccount | None, posts: frozenset[StaffPost]) -> StaffAccount:
    """The link of a caller who may do it. Raises ACCOUNT_NOT_LINKED, POST_NOT_ALLOWED (GO-15)."""
    if account is None:
        message = "您的账号尚未关联基层法律服务所。请由区县基层工作科在账号关联中登记后再使用。"
        raise RuleViolated("ACCOUNT_NOT_LINKED", message)
    if account.post not in posts:
        message = (
            "此项由本所主任或者内勤办理，收费和收入由财务办理，执业人员只办理本人承办的事项，"
            "收案审批由主任办理（GO-15）。请转交办理。"
        )
        raise RuleViolated("POST_NOT_ALLOWED", message, rules=("GO-15",))
    return account


def refuse_others(account: StaffAccount, *, office: str, practitioner: str) -> None:
    """Raise OFFICE_UNKNOWN for another office's, POST_NOT_ALLOWED for what is another practitioner's (GO-15)."""
    if office != account.office:
        message = "只能办理您账号所关联的基层法律服务所的事项，请核对所选的所。"
        raise RuleViolated("OFFICE_UNKNOWN", message)
    if account.practitioner and practitioner != account.practitioner:
        message = "执业人员只能办理本人承办的事项（GO-15）。他人的事项请由本人或者本所内勤办理。"
        raise RuleViolated("POST_NOT_ALLOWED", message, rules=("GO-15",))


def account_taken() -> Refusal:
    """The refusal of an account that stands for an office already."""
    message = "该账号已经关联基层法律服务所，一个账号只能关联一个所。请先解除原关联，或者换用其他账号。"
    return Refusal(Kind.ALREADY_EXISTS, "ACCOUNT_TAKEN", message)
