"""From the caller's reply to the applied event, at 76 events a second.

It must not ask the consumer: it watches the cursor in supervision's own database.
"""

from __future__ import annotations

import bisect
import threading
import time
from dataclasses import dataclass

import sqlalchemy as sa

from chassis.database import Database
from chassis.schema import cursor, event_log
from tests.bench.load import grpc_caller
from tests.bench.system import System

RATE, STEP = 76, 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds, and how many events they stand for."""

    p50: float
    p99: float
    events: int


def commit_to_applied(system: System, seconds: int) -> Latency:
    """The reply leaves after the commit, so these figures are a hair below commit-to-applied."""
    legal_aid, supervision = Database(system.urls["legal_aid"]), Database(system.urls["supervision"])
    before = _head(legal_aid)
    steps: list[tuple[float, int]] = []
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(supervision, steps, stop))
    watcher.start()
    replies = _pace(system, seconds)
    _settle(supervision, before + len(replies))
    stop.set()
    watcher.join()
    legal_aid.close()
    supervision.close()
    applied = [position for _, position in steps]
    waits = sorted(
        (steps[bisect.bisect_left(applied, before + place)][0] - moment) * 1000
        for place, moment in enumerate(replies, start=1)
    )
    return Latency(p50=waits[len(waits) // 2], p99=waits[int(len(waits) * 0.99)], events=len(waits))


def _pace(system: System, seconds: int) -> list[float]:
    """One caller in step with the clock; the moments of its replies, in order of commit."""
    call, replies, start = grpc_caller(system, 0), [], time.monotonic()
    for turn in range(RATE * seconds):
        time.sleep(max(0.0, start + turn / RATE - time.monotonic()))
        call()
        replies.append(time.monotonic())
    return replies


def _watch(database: Database, steps: list[tuple[float, int]], stop: threading.Event) -> None:
    while not stop.is_set():
        applied = _applied(database)
        if not steps or steps[-1][1] != applied:
            steps.append((time.monotonic(), applied))
        time.sleep(STEP)


def _settle(database: Database, position: int) -> None:
    ends = time.monotonic() + 30
    while _applied(database) < position:
        if time.monotonic() > ends:
            raise RuntimeError("events were not applied within 30 s")
        time.sleep(0.05)
    time.sleep(0.1)


def _applied(database: Database) -> int:
    with database.read() as session:
        return session.execute(sa.select(sa.func.max(cursor.c.applied))).scalar_one() or 0


def _head(database: Database) -> int:
    """Everything there is must be numbered before the count begins."""
    while True:
        with database.read() as session:
            waiting = session.execute(sa.select(sa.func.count()).where(event_log.c.position.is_(None))).scalar_one()
            head = session.execute(sa.select(sa.func.max(event_log.c.position))).scalar_one() or 0
        if not waiting:
            return int(head)
        time.sleep(0.05)
