"""Messages that wait, were sent or reached nobody; each is written in the transaction of the fact it tells of.

It must not send: a request never waits for a channel. What is personal lies sealed, and only until it is not needed.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.auth.seal import Seal
from chassis.messages.notifier import kind_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row
from chassis.schema import outgoing_message
from chassis.scoped_page import scoped_page, scoped_row
from chassis.tx import Tx
from chassis.upsert import Upsert

PLACE = "outgoing_message.content_sealed"
T = outgoing_message.c
_WRITE = Upsert(outgoing_message, lambda row: row.on_conflict_do_nothing(index_elements=[T.once]).returning(T.name))
_OF_SUBJECT = sa.select(outgoing_message).where(T.subject == sa.bindparam("about")).order_by(T.name)


class MessageState(enum.Enum):
    """Where a message stands; UNREACHED ones are on the printed list until somebody has told the person."""

    WAITING = enum.auto()
    SENT = enum.auto()
    UNREACHED = enum.auto()
    TOLD = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is personal of a message."""

    person: str = field(repr=False)
    address: str = field(repr=False)
    title: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDraft:
    """What is to be told: about `subject`, on behalf of `owner`. What has the same `once` is told once."""

    once: str
    subject: str
    owner: str
    division: str
    kind: str
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """A message; its content is gone once it was sent or told. `told_by` and `told_date` are of the printed list."""

    name: str
    subject: str
    owner: str
    division: str
    kind: str
    content_sealed: str | None = field(repr=False)
    state: MessageState
    attempts: int
    create_time: dt.datetime
    end_time: dt.datetime | None
    told_by: str
    told_date: dt.date | None


_read = from_row(OutgoingMessage, outgoing_message)


def write_message(tx: Tx, draft: MessageDraft) -> bool:
    """Write it beside the fact; whether it is new. An address that no channel could take goes on the printed list."""
    reachable = kind_of(draft.content.address) is not None
    row = {
        "name": f"messages/{tx.new_id()}", "once": draft.once, "subject": draft.subject, "owner": draft.owner,
        "division": draft.division, "kind": draft.kind,
        "content_sealed": tx.seal.seal(json.dumps(asdict(draft.content), ensure_ascii=False), PLACE),
        "state": (MessageState.WAITING if reachable else MessageState.UNREACHED).name, "attempts": 0,
        "due_time": tx.now, "create_time": tx.now, "end_time": None if reachable else tx.now, "told_by": "",
        "told_date": None,
    }  # fmt: skip
    return _WRITE.run(tx.session, row).one_or_none() is not None


def content_of(message: OutgoingMessage, seal: Seal) -> Content:
    """What it says to whom. Raises SealBroken; ValueError when it was sent or told already."""
    if message.content_sealed is None:
        raise ValueError("the content of a message that was sent or told is gone")
    return Content(**json.loads(seal.open(message.content_sealed, PLACE)))


def messages_of(session: Session, subject: str) -> list[OutgoingMessage]:
    """All about the subject, oldest first. It asks no row scope: the caller has loaded the subject within it."""
    return [_read(row) for row in session.execute(_OF_SUBJECT, {"about": subject})]


def find_messages(
    session: Session, page: Page, principal: Principal, *, owner: str, state: MessageState
) -> list[OutgoingMessage]:  # fmt: skip
    """A page of the owner's, oldest first, with one row more than its size when there is another page."""
    return [
        _read(row) for row in session.execute(scoped_page(outgoing_message, page, principal, owner=owner, state=state))
    ]


def load_message(session: Session, name: str, principal: Principal, *, lock: bool = False) -> OutgoingMessage | None:
    """The one of the name within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(outgoing_message, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def due_messages(session: Session, *, now: dt.datetime, limit: int) -> list[str]:
    """Names of those that wait and whose time has come."""
    due = sa.and_(T.state == MessageState.WAITING.name, T.due_time <= now)
    return list(session.execute(sa.select(T.name).where(due).order_by(T.due_time, T.name).limit(limit)).scalars())


def claim_message(
    session: Session, name: str, *, now: dt.datetime, pauses: Sequence[dt.timedelta]
) -> OutgoingMessage | None:  # fmt: skip
    """Count another attempt and put off the one after it; None when somebody else has it.

    `pauses` follow the first, second, … attempt; the last one follows all later ones.
    """
    due = sa.and_(T.name == name, T.state == MessageState.WAITING.name, T.due_time <= now)
    row = session.execute(sa.select(outgoing_message).where(due).with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    attempts = row.attempts + 1
    again = now + pauses[min(attempts, len(pauses)) - 1]
    session.execute(sa.update(outgoing_message).where(T.name == name).values(attempts=attempts, due_time=again))
    return replace(_read(row), attempts=attempts)


def end_message(
    session: Session, name: str, state: MessageState, *, now: dt.datetime, by: str = "", on: dt.date | None = None
) -> bool:
    """Put it into the state, for good unless that is UNREACHED; whether it was still open. The content goes with it."""
    values = {"state": state.name, "end_time": now, "told_by": by, "told_date": on}
    if state is not MessageState.UNREACHED:
        values["content_sealed"] = None
    opened = (MessageState.WAITING.name, MessageState.UNREACHED.name)
    done = session.execute(sa.update(outgoing_message).where(T.name == name, T.state.in_(opened)).values(values))
    return cast("sa.CursorResult[tuple[object, ...]]", done).rowcount == 1
