"""Tips: sealed words, and who may read them (RELIABILITY P7, XF-25). It must not know a reporter, nor a time of day."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.policy import division_path
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class TipClass(enum.Enum):
    """What a tip is about, in the rough."""

    LEGAL_AID = enum.auto()
    OFFICE = enum.auto()
    PARTY = enum.auto()
    BUREAU = enum.auto()
    OTHER = enum.auto()


class TipState(enum.Enum):
    """Where a tip stands."""

    RECEIVED = enum.auto()
    TRIAGED = enum.auto()
    CLOSED = enum.auto()


_S = TipState
MOVES: Moves[TipState] = {
    _S.RECEIVED: {
        "reply": frozenset({_S.RECEIVED}), "triage": frozenset({_S.TRIAGED}), "close": frozenset({_S.CLOSED}),
    },
    _S.TRIAGED: {"reply": frozenset({_S.TRIAGED}), "close": frozenset({_S.CLOSED})},
    _S.CLOSED: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TipCopy:
    """What was sealed to one recipient."""

    recipient: str
    sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TipReply:
    """What was sealed to the reporter."""

    sealed: str
    replied_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class TipDraft:
    """What is left; `locator` is derived from the code that only the reporter has."""

    locator: str
    division: str
    subject: str
    tip_class: TipClass
    reply_key: str
    copies: tuple[TipCopy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """One tip as it stands."""

    name: str
    division: str
    subject: str
    tip_class: TipClass
    received_date: dt.date
    state: TipState
    reply_key: str
    copies: tuple[TipCopy, ...]
    replies: tuple[TipReply, ...]
    clue: str
    closing_reason: str
    closed_date: dt.date | None
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """What its reporter reads."""

    state: TipState
    replies: tuple[TipReply, ...]
    closing_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TipFilter:
    """What a list asks for; None means any."""

    state: TipState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TipTriage:
    """The clue that is opened, in words that do not tell who reported."""

    subject: str
    item: int
    summary: str
    is_complaint: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TipRecipientDraft:
    """Who is named; `concerned` are those on whom the recipient must read nothing."""

    account: str
    division: str
    public_key: str
    concerned: tuple[str, ...]
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TipRecipient(TipRecipientDraft):
    """Somebody to whom tips are sealed while he is active."""

    name: str
    active: bool
    etag: str


def allow(tip: Tip, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, tip.state, action, what="举报", etag=tip.etag, given=etag)


def routed(recipients: Sequence[TipRecipient], *, division: str, subject: str) -> tuple[TipRecipient, ...]:
    """Everybody of the division and above it who is not concerned by the subject (SV-82). Raises TIP_UNROUTABLE."""
    found = tuple(
        one
        for one in recipients
        if one.active and one.division in division_path(division) and subject not in one.concerned
    )
    if not found:
        raise RuleViolated(
            "TIP_UNROUTABLE",
            "所选区划没有可以回避被举报对象的举报受理人（SV-82）。请改选上级区划后提交。",
            rules=("SV-82",),
        )
    return found


def check_copies(draft: TipDraft, recipients: Sequence[TipRecipient]) -> None:
    """There is one copy for each recipient and for nobody else (SV-82). Raises TIP_RECIPIENTS."""
    if sorted(copy.recipient for copy in draft.copies) != sorted(one.name for one in recipients):
        raise RuleViolated(
            "TIP_RECIPIENTS",
            "密封件与应当受理的人员不一致（SV-82）。请重新取得受理人名单，逐一密封后提交。",
            rules=("SV-82",),
        )


def received(draft: TipDraft, *, name: str, today: dt.date) -> Tip:
    """A tip of the day."""
    return Tip(
        name=name, division=draft.division, subject=draft.subject, tip_class=draft.tip_class, received_date=today,
        state=_S.RECEIVED, reply_key=draft.reply_key, copies=draft.copies, replies=(), clue="", closing_reason="",
        closed_date=None, etag="1",
    )  # fmt: skip


def replied(before: Tip, sealed: str, *, today: dt.date) -> Tip:
    """With one answer more."""
    return _changed(before, replies=(*before.replies, TipReply(sealed=sealed, replied_date=today)))


def triaged(before: Tip, clue: str) -> Tip:
    """A clue was opened from it."""
    return _changed(before, state=_S.TRIAGED, clue=clue)


def closed(before: Tip, reason: str, *, today: dt.date) -> Tip:
    """Closed, with the reason that its reporter reads."""
    return _changed(before, state=_S.CLOSED, closing_reason=reason, closed_date=today)


def shown_to(tip: Tip, recipients: Sequence[str]) -> Tip:
    """With the caller's own copy alone."""
    return replace(tip, copies=tuple(copy for copy in tip.copies if copy.recipient in recipients))


def refuse_concerned(recipient: TipRecipient, subject: str) -> None:
    """Raise TIP_CONCERNED: nobody opens a clue on whom he is concerned with (SV-82)."""
    if subject in recipient.concerned:
        raise Refusal(
            Kind.PERMISSION_DENIED,
            "TIP_CONCERNED",
            "您与被举报对象有关联，应当回避（SV-82）。请由其他受理人办理。",
            metadata={"rules": "SV-82"},
        )


def recipient_known() -> Refusal:
    """ALREADY_EXISTS: the account is named for the division."""
    message = "该账号已是本区划的举报受理人（SV-82），不必重复登记。请核对账号。"
    return Refusal(Kind.ALREADY_EXISTS, "TIP_RECIPIENT_KNOWN", message, metadata={"rules": "SV-82"})


def named(draft: TipRecipientDraft, *, name: str) -> TipRecipient:
    """Somebody to whom tips are sealed from now on."""
    return TipRecipient(
        account=draft.account, division=draft.division, public_key=draft.public_key, concerned=draft.concerned,
        document_number=draft.document_number, name=name, active=True, etag="1",
    )  # fmt: skip


def withdrawn(before: TipRecipient, *, etag: str) -> TipRecipient:
    """Nothing more is sealed to it. Raises ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(_RECIPIENT, _Named(before.active), "withdraw", what="举报受理人", etag=before.etag, given=etag)
    return replace(before, active=False, etag=str(int(before.etag) + 1))


class _Named(enum.Enum):
    YES = True
    NO = False


_RECIPIENT: Moves[_Named] = {_Named.YES: {"withdraw": frozenset({_Named.NO})}, _Named.NO: {}}


def _changed(tip: Tip, **values: Any) -> Tip:
    return replace(tip, etag=str(int(tip.etag) + 1), **values)
