"""From the caller's reply to the applied event, at 76 events a second.

It must not load the machine while it measures: a trigger in supervision's database notes when the cursor moves.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from dataclasses import dataclass

import sqlalchemy as sa

from chassis.database import Database
from chassis.schema import cursor, event_log
from tests.bench.load import grpc_caller
from tests.bench.system import System

# Events a second. One call tells two facts: the application was received, and its clock began.
RATE, PER_CALL = 76, 2
TRIGGER = """
create table bench_step (applied bigint, at double precision);
create function bench_note() returns trigger language plpgsql as $$
begin insert into bench_step values (new.applied, extract(epoch from clock_timestamp())); return new; end $$;
create trigger bench_note after insert or update on cursor for each row
when (new.source = 'legal_aid') execute function bench_note()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds, and how many events they stand for."""

    p50: float
    p99: float
    events: int


def commit_to_applied(system: System, seconds: int) -> Latency:
    """The reply leaves after the commit and the cursor moves before its commit: each about a millisecond off.

    Jobs tell facts of their own meanwhile, and one move of the cursor may pass several facts.
    """
    legal_aid, supervision = Database(system.urls["legal_aid"]), Database(system.urls["supervision"])
    before = _head(legal_aid)
    _wait_applied(supervision, before)
    with supervision.write() as session:
        session.connection().exec_driver_sql(TRIGGER)
    replies = _pace(system, seconds)
    after = _head(legal_aid)
    received = _received(legal_aid, before)
    _wait_applied(supervision, after)
    steps = _steps(supervision)
    legal_aid.close()
    supervision.close()
    moves = [applied for applied, _ in steps]
    last = [steps[bisect_left(moves, position)][1] for position in received]
    waits = sorted((applied - moment) * 1000 for applied, moment in zip(last, replies, strict=True))
    return Latency(p50=waits[len(waits) // 2], p99=waits[int(len(waits) * 0.99)], events=after - before)


def _pace(system: System, seconds: int) -> list[float]:
    """One caller in step with the clock; the moments of its replies, in order of commit."""
    call, replies, start = grpc_caller(system, 0), list[float](), time.monotonic()
    for turn in range(RATE * seconds // PER_CALL):
        time.sleep(max(0.0, start + turn * PER_CALL / RATE - time.monotonic()))
        call()
        replies.append(time.time())
    return replies


def _received(database: Database, before: int) -> list[int]:
    """Where the applications of the calls stand in the log, in order of commit."""
    chosen = sa.select(event_log.c.position).where(
        event_log.c.position > before, event_log.c.type.endswith(".ApplicationReceived", autoescape=True)
    )
    with database.read() as session:
        return list(session.execute(chosen.order_by(event_log.c.position)).scalars())


def _steps(database: Database) -> list[tuple[int, float]]:
    """Each move of the cursor: how far, and when."""
    with database.read() as session:
        return sorted(session.execute(sa.text("select applied, at from bench_step")).tuples().all())


def _wait_applied(database: Database, position: int) -> None:
    ends = time.monotonic() + 30
    while _applied(database) < position:
        if time.monotonic() > ends:
            raise RuntimeError("events were not applied within 30 s")
        time.sleep(0.05)


def _applied(database: Database) -> int:
    with database.read() as session:
        return (
            session.execute(sa.select(cursor.c.applied).where(cursor.c.source == "legal_aid")).scalar_one_or_none() or 0
        )


def _head(database: Database) -> int:
    """Everything there is must be numbered before the count begins."""
    while True:
        with database.read() as session:
            waiting = session.execute(sa.select(sa.func.count()).where(event_log.c.position.is_(None))).scalar_one()
            head = session.execute(sa.select(sa.func.max(event_log.c.position))).scalar_one() or 0
        if not waiting:
            return int(head)
        time.sleep(0.05)
