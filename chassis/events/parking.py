"""The only retry: events whose reaction failed wait here, later events of the same subject behind them.

It must not be called without the cursor lock of the source.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.alarms import raise_alarm
from chassis.clock import real_seconds
from chassis.events import inbox_store
from chassis.events.delivery import Delivery
from chassis.schema import inbox, parked_event

FIRST_DELAY, LONGEST_DELAY, MOST_ATTEMPTS = 1.0, 3600.0, 12
_lot = parked_event.c


def in_use(session: Session, source: str) -> bool:
    """Whether any event of the source waits here."""
    waiting = sa.exists().where(_lot.source == source)
    return bool(session.execute(sa.select(waiting)).scalar_one())


def subject_is_parked(session: Session, delivery: Delivery) -> bool:
    """Whether an earlier event of the same subject still waits."""
    waiting = sa.exists().where(_lot.source == delivery.source, _lot.subject == delivery.subject)
    return bool(session.execute(sa.select(waiting)).scalar_one())


def park(session: Session, delivery: Delivery, error: Exception) -> None:
    """Park an event after its first failure."""
    _insert(session, delivery, attempts=1, next_attempt=real_seconds() + FIRST_DELAY, error=type(error).__name__)


def park_behind(session: Session, delivery: Delivery) -> None:
    """Park an event that never ran because an earlier one of its subject waits."""
    inbox_store.keep_event(session, delivery)
    _insert(session, delivery, attempts=0, next_attempt=0.0, error="")


def due_events(session: Session, source: str, *, now: float, limit: int = 100) -> list[str]:
    """Ids of living parked events whose time has come, by position."""
    query = (
        sa.select(_lot.event_id)
        .where(_lot.source == source, _lot.dead.is_(False), _lot.next_attempt <= now)
        .order_by(_lot.position)
        .limit(limit)
    )
    return list(session.execute(query).scalars())


def still_first(session: Session, source: str, event_id: str) -> Delivery | None:
    """The parked event, if it is still there and no earlier one of its subject waits, dead ones included."""
    row = session.execute(sa.select(parked_event).where(*_is(source, event_id))).one_or_none()
    if row is None or row.dead:
        return None
    earlier = sa.exists().where(_lot.source == source, _lot.subject == row.subject, _lot.position < row.position)
    if session.execute(sa.select(earlier)).scalar_one():
        return None
    stored = session.execute(sa.select(inbox).where(inbox.c.source == source, inbox.c.event_id == event_id)).one()
    return inbox_store.as_delivery(stored)


def release(session: Session, delivery: Delivery) -> None:
    """Take a parked event that has run out of the lot."""
    session.execute(sa.delete(parked_event).where(*_is(delivery.source, delivery.event_id)))
    inbox_store.forget_body(session, delivery)


def count_failure(session: Session, delivery: Delivery, error: Exception, *, now: float, at: dt.datetime) -> None:
    """One more failed attempt: wait twice as long, up to an hour; after twelve the event is dead, with an alarm."""
    where = _is(delivery.source, delivery.event_id)
    attempts = session.execute(sa.select(_lot.attempts).where(*where)).scalar_one_or_none()
    if attempts is None:
        return
    attempts += 1
    dead = attempts >= MOST_ATTEMPTS
    delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempts - 1))
    session.execute(
        sa.update(parked_event)
        .where(*where)
        .values(attempts=attempts, next_attempt=now + delay, dead=dead, error=type(error).__name__)
    )
    if dead:
        subject = f"{delivery.source}/{delivery.position}"
        raise_alarm(
            session, kind="EVENT_DEAD", subject=subject, detail=f"{delivery.type} failed {attempts} times", now=at
        )


def revive(session: Session, source: str, event_id: str) -> bool:
    """Let a parked or dead event run again at once; False when it is not parked."""
    change = sa.update(parked_event).where(*_is(source, event_id)).values(attempts=0, next_attempt=0.0, dead=False)
    return bool(session.connection().execute(change).rowcount)


def discard(session: Session, source: str, event_id: str) -> bool:
    """Give a parked event up; those behind it become free. False when it is not parked."""
    gone = session.connection().execute(sa.delete(parked_event).where(*_is(source, event_id))).rowcount
    session.execute(sa.update(inbox).where(inbox.c.source == source, inbox.c.event_id == event_id).values(body=None))
    return bool(gone)


def _insert(session: Session, delivery: Delivery, *, attempts: int, next_attempt: float, error: str) -> None:
    row = {
        "source": delivery.source, "event_id": delivery.event_id, "subject": delivery.subject,
        "position": delivery.position, "attempts": attempts, "next_attempt": next_attempt, "dead": False,
        "error": error,
    }  # fmt: skip
    session.execute(sa.insert(parked_event).values(row))


def _is(source: str, event_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (_lot.source == source, _lot.event_id == event_id)
