"""The outbox: facts written with the state they tell of, numbered afterwards, kept for ever.

It must not publish: `relay` does, outside any transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.schema import event_head, event_log

_APPEND = sa.insert(event_log).inline()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvent:
    """One fact of our own log; `position` is None until it is numbered."""

    id: str
    position: int | None
    type: str
    subject: str
    body: str
    created: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a log stands and where it came from."""

    log_id: str
    position: int
    continues: str
    forked_at: int


def append_event(session: Session, event: LoggedEvent) -> None:
    """Write the fact in the caller's transaction, without a position."""
    append_events(session, [event])


def append_events(session: Session, events: Sequence[LoggedEvent]) -> None:
    """Write facts in the caller's transaction, in their order, without positions."""
    rows = [
        {"id": one.id, "type": one.type, "subject": one.subject, "body": one.body, "created": one.created}
        for one in events
    ]
    if rows:
        session.execute(_APPEND, rows)
        session.info["ring"] = True


def start_log(session: Session, *, service: str, log_id: str, continues: str = "", forked_at: int = 0) -> None:
    """Write the head row of a new log; the caller has made sure that there is none."""
    session.execute(
        sa.insert(event_head).values(
            only=1, service=service, log_id=log_id, continues=continues, forked_at=forked_at,
            position=forked_at, published=forked_at,
        )
    )  # fmt: skip


def fork_log(session: Session, *, log_id: str) -> Head:
    """Give a restored database a new log that continues the old one from the last position it still has."""
    old = read_head(session, lock=True)
    session.execute(
        sa.update(event_head).values(
            log_id=log_id, continues=old.log_id, forked_at=old.position, published=old.position
        )
    )
    return read_head(session)


def read_head(session: Session, *, lock: bool = False) -> Head:
    """The head row; with `lock` it is held until the transaction ends."""
    query = sa.select(event_head)
    row = session.execute(query.with_for_update() if lock else query).one()
    return Head(log_id=row.log_id, position=row.position, continues=row.continues, forked_at=row.forked_at)


def number_events(session: Session, limit: int = 1000) -> int:
    """Give committed facts the next positions in order of `seq`; returns how many were numbered.

    NOTE: the head row is locked first and the rows are chosen afterwards. The other order leaves gaps when two
    numberers meet, and a cursor over `seq` alone would skip transactions that commit late.
    """
    head = read_head(session, lock=True)
    waiting = sa.select(event_log.c.seq).where(event_log.c.position.is_(None)).order_by(event_log.c.seq).limit(limit)
    rows = session.execute(waiting).scalars().all()
    if not rows:
        return 0
    numbered = [{"row": seq, "number": head.position + step} for step, seq in enumerate(rows, start=1)]
    change = sa.update(event_log).where(event_log.c.seq == sa.bindparam("row"))
    session.connection().execute(change.values(position=sa.bindparam("number")), numbered)
    session.execute(sa.update(event_head).values(position=head.position + len(rows)))
    return len(rows)


def read_published(session: Session) -> int:
    """The position up to which everything was handed to the broker at least once."""
    return int(session.execute(sa.select(event_head.c.published)).scalar_one())


def mark_published(session: Session, position: int) -> None:
    """Move the mark of what the broker has confirmed; it never moves back."""
    session.execute(sa.update(event_head).where(event_head.c.published < position).values(published=position))


def list_events(session: Session, after: int, limit: int) -> list[LoggedEvent]:
    """Numbered facts behind a position, in order."""
    query = sa.select(event_log).where(event_log.c.position > after).order_by(event_log.c.position).limit(limit)
    return [_read(row) for row in session.execute(query)]


def facts_until(session: Session, position: int, types: Sequence[str], *, about: str) -> list[LoggedEvent]:
    """Facts of the types at or before a position whose bodies hold the text `about`, in order.

    What lies at or before a position never changes: whoever computes from these facts alone computes the same for ever.
    """
    query = (
        sa.select(event_log)
        .where(event_log.c.position <= position, event_log.c.type.in_(types))
        .where(event_log.c.body.contains(about, autoescape=True))
        .order_by(event_log.c.position)
    )
    return [_read(row) for row in session.execute(query)]


def is_waiting(session: Session) -> bool:
    """Whether a committed fact has no position yet."""
    waiting = sa.exists().where(event_log.c.position.is_(None))
    return bool(session.execute(sa.select(waiting)).scalar_one())


def _read(row: Any) -> LoggedEvent:
    return LoggedEvent(
        id=row.id, position=row.position, type=row.type, subject=row.subject, body=row.body, created=row.created
    )  # fmt: skip
