"""What one service's database tells about its state, read in one transaction.

It must not scan a table: every question is answered by an index or by a small table, and no figure names a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.deadline_rows import past_due
from chassis.kernel.deadline import DeadlineState
from chassis.messages.outgoing import MessageState
from chassis.schema import alarm, cursor, deadline, event_head, event_log, lease, outgoing_message, parked_event

FAMILIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sifa_event_log_position": ("Events that have a position.", ()),
    "sifa_event_log_published": ("Position up to which the broker has confirmed.", ()),
    "sifa_events_unpublished": ("Events that the broker has not confirmed.", ()),
    "sifa_events_oldest_unpublished_seconds": ("Age of the oldest of them, 0 when there is none.", ()),
    "sifa_cursor_applied": ("Position up to which a source has been applied.", ("source",)),
    "sifa_cursor_halted": ("1 when an alarm stops the source.", ("source",)),
    "sifa_cursor_lag": ("Events of the source that are not applied yet.", ("source",)),
    "sifa_events_parked": ("Events that wait for another try.", ("source",)),
    "sifa_events_dead": ("Events that nobody tries any more.", ("source",)),
    "sifa_alarms": ("Alarms that people must look at.", ("kind",)),
    "sifa_deadlines_due_today": ("Running deadlines whose last day is today.", ()),
    "sifa_deadlines_overdue": ("Deadlines that are over and not done.", ()),
    "sifa_deadlines_unresolved": ("Deadlines that wait for a year of the calendar.", ()),
    "sifa_messages_waiting": ("Messages to people that no channel has taken yet.", ()),
    "sifa_messages_oldest_waiting_seconds": ("Age of the oldest of them, 0 when there is none.", ()),
    "sifa_messages_unreached": ("Messages of the printed list that nobody has told yet.", ()),
    "sifa_lease_held": ("1 in the process that does the work of the lease.", ("lease",)),
}
Reading = tuple[str, tuple[str, ...], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When is asked: the service's clock and the machine's."""

    now: dt.datetime
    today: dt.date
    real_seconds: float


def read_log(session: Session, at: Moment) -> Iterator[Reading]:
    """How far the own log is numbered and published."""
    head = session.execute(sa.select(event_head.c.position, event_head.c.published)).one()
    unnumbered = sa.select(sa.func.count(), sa.func.min(event_log.c.created)).where(event_log.c.position.is_(None))
    waiting, oldest = session.execute(unnumbered).one()
    following = sa.select(event_log.c.created).where(event_log.c.position == head.published + 1)
    first = session.execute(following).scalar_one_or_none() or oldest
    yield "sifa_event_log_position", (), head.position
    yield "sifa_event_log_published", (), head.published
    yield "sifa_events_unpublished", (), head.position - head.published + waiting
    yield "sifa_events_oldest_unpublished_seconds", (), max(0.0, (at.now - first).total_seconds()) if first else 0.0


def read_sources(session: Session, heads: Mapping[str, int]) -> Iterator[Reading]:
    """How far every source is applied; `heads` are the positions that this process has last seen there."""
    applied, halted = dict.fromkeys(heads, 0), dict.fromkeys(heads, "")
    for row in session.execute(sa.select(cursor)):
        applied[row.source], halted[row.source] = row.applied, row.halted
    for source, position in applied.items():
        yield "sifa_cursor_halted", (source,), float(bool(halted[source]))
        yield "sifa_cursor_applied", (source,), position
        if source in heads:
            yield "sifa_cursor_lag", (source,), max(0, heads[source] - position)
    lot = dict.fromkeys([(source, dead) for source in applied for dead in (False, True)], 0)
    counted = sa.select(parked_event.c.source, parked_event.c.dead, sa.func.count())
    for source, dead, number in session.execute(counted.group_by(parked_event.c.source, parked_event.c.dead)):
        lot[source, bool(dead)] = number
    for (source, dead), number in lot.items():
        yield "sifa_events_dead" if dead else "sifa_events_parked", (source,), number


def read_duties(session: Session, at: Moment) -> Iterator[Reading]:
    """Alarms by kind, and deadlines that somebody has to look at."""
    for kind, number in session.execute(sa.select(alarm.c.kind, sa.func.count()).group_by(alarm.c.kind)):
        yield "sifa_alarms", (kind,), number
    state, missed = deadline.c.state, DeadlineState.MISSED.name
    wanted = {
        "sifa_deadlines_due_today": sa.and_(state == DeadlineState.RUNNING.name, deadline.c.due_date == at.today),
        "sifa_deadlines_overdue": sa.or_(
            past_due(at.today, at.now), sa.and_(state == missed, deadline.c.done_date.is_(None))
        ),
        "sifa_deadlines_unresolved": state == DeadlineState.UNRESOLVED.name,
    }
    for name, condition in wanted.items():
        yield name, (), session.execute(sa.select(sa.func.count()).select_from(deadline).where(condition)).scalar_one()


def read_messages(session: Session, at: Moment) -> Iterator[Reading]:
    """What people have not been told yet."""
    state, created = outgoing_message.c.state, outgoing_message.c.create_time
    open_ones = sa.select(state, sa.func.count(), sa.func.min(created)).where(
        state.in_([MessageState.WAITING.name, MessageState.UNREACHED.name])
    )
    found = {row[0]: (row[1], row[2]) for row in session.execute(open_ones.group_by(state))}
    waiting, oldest = found.get(MessageState.WAITING.name, (0, None))
    yield "sifa_messages_waiting", (), waiting
    yield "sifa_messages_oldest_waiting_seconds", (), max(0.0, (at.now - oldest).total_seconds()) if oldest else 0.0
    yield "sifa_messages_unreached", (), found.get(MessageState.UNREACHED.name, (0, None))[0]


def read_lease(session: Session, name: str, holder: str, at: Moment) -> Iterator[Reading]:
    """Whether the holder has the lease now."""
    held = sa.exists().where(lease.c.name == name, lease.c.holder == holder, lease.c.expires > at.real_seconds)
    yield "sifa_lease_held", (name,), float(session.execute(sa.select(held)).scalar_one())
