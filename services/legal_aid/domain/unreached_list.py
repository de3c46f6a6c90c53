"""The printed list of those whom no channel reached. It must not look anything up."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.message import MessageKind

# So many are printed at once.
MOST = 100


class MessageState(enum.Enum):
    """Where a message stands."""

    WAITING = enum.auto()
    SENT = enum.auto()
    UNREACHED = enum.auto()
    TOLD = enum.auto()


_S = MessageState
MOVES: Moves[MessageState] = {
    _S.WAITING: {},
    _S.SENT: {},
    _S.UNREACHED: {"tell": frozenset({_S.TOLD})},
    _S.TOLD: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStatus:
    """How a message stands; `told_by` and `told_date` when somebody told the person himself."""

    name: str
    kind: MessageKind
    state: MessageState
    attempts: int
    create_time: dt.datetime
    end_time: dt.datetime | None
    told_by: str
    told_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReport:
    """The messages about an application."""

    name: str
    messages: tuple[MessageStatus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachedPerson:
    """One person who is to be told by hand, since the day on which the message was written."""

    message: MessageStatus
    subject: str
    person: str
    address: str
    text: str
    since_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachedList:
    """Who is to be told, each with what, and the page to print."""

    people: tuple[UnreachedPerson, ...]
    truncated: bool
    page: str


def allow_telling(message: MessageStatus) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED for a message that waits, was sent or was told."""
    allow_move(MOVES, message.state, "tell", what="提醒", etag="", given="")


def printed(institution: str, people: Sequence[UnreachedPerson], *, on: dt.date, truncated: bool) -> str:
    """The page, with room for who told whom and when."""
    head = [
        f"{institution}　待告知人员名单",
        f"打印日期：{on.isoformat()}　本页{len(people)}条" + ("，另有未列出的" if truncated else ""),
        "含个人信息，仅供告知使用，用后按规定保管或者销毁。",
    ]
    return "\n".join([*head, *(row for place, one in enumerate(people, start=1) for row in _rows(place, one))]) + "\n"


def _rows(place: int, one: UnreachedPerson) -> tuple[str, ...]:
    who, where = one.person or "（未留姓名）", one.address or "（未留）"
    return (
        "",
        f"{place}. {who}　联系方式：{where}　自{one.since_date.isoformat()}起待告知",
        f"   告知内容：{one.text}",
        "   告知人：__________　告知日期：__________　方式：__________",
    )
