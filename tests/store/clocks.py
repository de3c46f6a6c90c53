"""Units of work on a day of one's choice, and deadlines to start in them. It must not assert anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from google.protobuf import json_format
from sifa.platform.v1 import deadline_pb2

from chassis.clock import SHANGHAI, random_id
from chassis.deadlines import start_deadline
from chassis.kernel.calendar import Basis, CalendarYear, Limit
from chassis.kernel.deadline import Deadline
from chassis.schema import event_log
from chassis.service import Service
from chassis.tx import Tx

WEEK = Limit(7, Basis.CAL)
SUBJECT = "applications/1"
# Nobody has published 2027: weekends and an invented run of days off.
YEAR_2027 = CalendarYear(
    year=2027, notice="test", document_number="test", worked=frozenset(),
    off=frozenset(dt.date(2027, 1, 1) + dt.timedelta(days=step) for step in range(10)),
)  # fmt: skip


def day(text: str) -> dt.date:
    """A civil date."""
    return dt.date.fromisoformat(text)


@contextmanager
def tx_on(service: Service, today: str) -> Iterator[Tx]:
    """A unit of work of the service itself at noon of the day, committed when the block ends."""
    with service.database.write() as session:
        tx = service.open_tx(session, principal=service.principal, cause=random_id())
        tx.today = day(today)
        tx.now = dt.datetime.combine(tx.today, dt.time(12), SHANGHAI)
        yield tx


def start(tx: Tx, **changes: Any) -> Deadline:
    """Start a deadline of seven days to decide an application."""
    given: dict[str, Any] = {
        "subject": SUBJECT, "kind": "DECIDE", "rule_id": "LA-30", "owner": "institutions/1", "division": "990102",
        "limit": WEEK, "start": tx.today, **changes,
    }  # fmt: skip
    return start_deadline(tx, **given)


def told(service: Service) -> list[tuple[str, str]]:
    """The states before and after of every change that was told, in order; both without their prefix."""
    names = deadline_pb2.DeadlineState.Name
    with service.database.read() as session:
        bodies = list(session.execute(sa.select(event_log.c.body).order_by(event_log.c.seq)).scalars())
    facts = [json_format.Parse(body, deadline_pb2.DeadlineChanged()) for body in bodies]
    return [(names(fact.previous_state)[15:], names(fact.state)[15:]) for fact in facts]
