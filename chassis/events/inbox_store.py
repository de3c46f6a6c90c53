"""Rows of the inbox and of the cursors.

It must not decide: `inbox` does, under the cursor lock that every caller takes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.events.delivery import Delivery
from chassis.schema import cursor as cursor_table
from chassis.schema import inbox
from chassis.upsert import Upsert

_OPEN = Upsert(cursor_table, lambda row: row.on_conflict_do_nothing())
_STORE = Upsert(inbox, lambda row: row.on_conflict_do_nothing().returning(inbox.c.event_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far one source has been applied; `halted` names the alarm that stops it, empty otherwise."""

    source: str
    log_id: str
    applied: int
    halted: str


def lock_cursor(session: Session, source: str) -> Cursor:
    """The cursor row, held until the transaction ends; made at position 0 of an unknown log when it is missing.

    NOTE: consumer, puller and parker lock this row before anything else; another order deadlocks.
    """
    query = sa.select(cursor_table).where(cursor_table.c.source == source).with_for_update()
    row = session.execute(query).one_or_none()
    if row is None:
        new = {"source": source, "log_id": "", "applied": 0, "halted": ""}
        _OPEN.run(session, new)
        row = session.execute(query).one()
    return Cursor(source=row.source, log_id=row.log_id, applied=row.applied, halted=row.halted)


def read_cursor(session: Session, source: str) -> Cursor | None:
    """The cursor as it was last committed, or None before the first event."""
    row = session.execute(sa.select(cursor_table).where(cursor_table.c.source == source)).one_or_none()
    if row is None:
        return None
    return Cursor(source=row.source, log_id=row.log_id, applied=row.applied, halted=row.halted)


def adopt_log(session: Session, cursor: Cursor, log_id: str) -> Cursor:
    """A cursor that has seen nothing believes in the first log it meets."""
    if cursor.log_id:
        return cursor
    session.execute(_at(cursor).values(log_id=log_id))
    return replace(cursor, log_id=log_id)


def move_cursor(session: Session, cursor: Cursor) -> None:
    """Write how far the source has been applied."""
    session.execute(_at(cursor).values(applied=cursor.applied))


def switch_log(session: Session, cursor: Cursor, *, log_id: str, forked_at: int) -> Cursor:
    """Continue in a restored source's new log at the fork; what both logs share keeps its rows.

    Rows of the old log beyond the fork stay under the old id: they are listed for people, never undone by machine.
    """
    shared = sa.and_(inbox.c.source == cursor.source, inbox.c.log_id == cursor.log_id, inbox.c.position <= forked_at)
    session.execute(sa.update(inbox).where(shared).values(log_id=log_id))
    applied = min(cursor.applied, forked_at)
    session.execute(_at(cursor).values(log_id=log_id, applied=applied))
    return replace(cursor, log_id=log_id, applied=applied)


def halt(session: Session, cursor: Cursor, reason: str) -> None:
    """Stop applying this source until people have looked."""
    session.execute(_at(cursor).values(halted=reason))


def insert_event(session: Session, delivery: Delivery, *, keep_body: bool) -> bool:
    """Write the row; False when its event id or its position is taken."""
    written = _STORE.run(session, _row(delivery, delivery.body if keep_body else None))
    return written.one_or_none() is not None


def keep_event(session: Session, delivery: Delivery) -> None:
    """Write the row with its body, whether or not it is there."""
    if not insert_event(session, delivery, keep_body=True):
        session.execute(_of(delivery).values(body=delivery.body))


def forget_body(session: Session, delivery: Delivery) -> None:
    """An applied event keeps id, position and fingerprint only."""
    session.execute(_of(delivery).where(inbox.c.body.is_not(None)).values(body=None))


def is_same_fact(session: Session, delivery: Delivery) -> bool:
    """Whether the row that stands in the way is this very event."""
    known = sa.exists().where(
        inbox.c.source == delivery.source, inbox.c.event_id == delivery.event_id, inbox.c.log_id == delivery.log_id,
        inbox.c.position == delivery.position, inbox.c.sha256 == delivery.sha256,
    )  # fmt: skip
    return bool(session.execute(sa.select(known)).scalar_one())


def moved_to_new_log(session: Session, delivery: Delivery, *, same_log: bool) -> bool:
    """Whether the same fact is known from another log of the source; if this log is the current one, the row moves.

    A restored service whose reactions run again repeats its facts under their old ids, at other positions: they have
    had their effect, so the row only changes its place.
    """
    query = sa.select(inbox.c.log_id).where(
        inbox.c.source == delivery.source, inbox.c.event_id == delivery.event_id, inbox.c.sha256 == delivery.sha256,
        inbox.c.log_id != delivery.log_id,
    )  # fmt: skip
    if session.execute(query).one_or_none() is None:
        return False
    taken = sa.exists().where(inbox.c.log_id == delivery.log_id, inbox.c.position == delivery.position)
    if session.execute(sa.select(taken)).scalar_one():
        return False
    if same_log:
        session.execute(_of(delivery).values(log_id=delivery.log_id, position=delivery.position))
    return True


def load_event(session: Session, cursor: Cursor, position: int) -> Delivery | None:
    """The stored event at a position of the cursor's log, or None."""
    query = sa.select(inbox).where(inbox.c.log_id == cursor.log_id, inbox.c.position == position)
    row = session.execute(query).one_or_none()
    return None if row is None else as_delivery(row)


def first_waiting(session: Session, cursor: Cursor) -> int | None:
    """The lowest stored position above the cursor in its own log."""
    query = sa.select(sa.func.min(inbox.c.position)).where(
        inbox.c.log_id == cursor.log_id, inbox.c.position > cursor.applied
    )
    return session.execute(query).scalar_one_or_none()


def as_delivery(row: sa.Row[tuple[object, ...]]) -> Delivery:
    """A stored row as the event it was; an applied one has an empty body."""
    return Delivery(
        source=row.source, log_id=row.log_id, position=row.position, event_id=row.event_id, type=row.type,
        subject=row.subject, happened=row.happened, body=row.body or "",
    )  # fmt: skip


def _row(delivery: Delivery, body: str | None) -> dict[str, object]:
    return {
        "source": delivery.source, "event_id": delivery.event_id, "log_id": delivery.log_id,
        "position": delivery.position, "type": delivery.type, "subject": delivery.subject,
        "sha256": delivery.sha256, "happened": delivery.happened, "body": body,
    }  # fmt: skip


def _at(cursor: Cursor) -> sa.Update:
    return sa.update(cursor_table).where(cursor_table.c.source == cursor.source)


def _of(delivery: Delivery) -> sa.Update:
    return sa.update(inbox).where(inbox.c.source == delivery.source, inbox.c.event_id == delivery.event_id)
