"""A reaction that writes down what it saw, and fails on demand, in place of a service's own reactions.

It must not keep anything outside the transaction but the demand to fail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from google.protobuf.message import Message
from sifa.legal_aid.v1 import events_pb2

from chassis.events import inbox_store
from chassis.events.inbox import Inbox
from chassis.events.reactions import Fact, Reaction, ReactionKind, Reactor
from chassis.schema import alarm, audit_entry, parked_event
from chassis.service import Service
from chassis.tx import Tx

SOURCE = "legal_aid"


@dataclass(slots=True)
class Recorder:
    """Notes the position of every application received, and raises for positions in `failing`."""

    service: Service
    failing: set[int] = field(default_factory=set)

    def inbox(self, kind: ReactionKind = ReactionKind.PROJECTION) -> Inbox:
        """An inbox whose only reaction is this recorder's."""
        return Inbox(Reactor(self.service, [Reaction(events_pb2.ApplicationReceived, kind, self.react)]))

    def react(self, tx: Tx, fact: Fact[Any]) -> None:
        """Write first and fail afterwards, so that a roll-back shows."""
        tx.note("seen", f"{fact.position}")
        if fact.position in self.failing:
            raise ValueError(fact.message.application)

    @property
    def seen(self) -> list[int]:
        """Positions that had their effect, in the order in which they had it."""
        with self.service.database.read() as session:
            rows = session.execute(sa.select(audit_entry.c.object).order_by(audit_entry.c.seq)).scalars()
            return [int(row) for row in rows]

    @property
    def applied(self) -> int:
        """Where the cursor stands."""
        with self.service.database.read() as session:
            cursor = inbox_store.read_cursor(session, SOURCE)
        return cursor.applied if cursor else 0

    @property
    def parked(self) -> list[int]:
        """Positions in the parking lot."""
        with self.service.database.read() as session:
            return list(session.execute(sa.select(parked_event.c.position).order_by(parked_event.c.position)).scalars())

    @property
    def alarms(self) -> dict[str, int]:
        """Alarm kinds with their counts."""
        with self.service.database.read() as session:
            return {row[0]: row[1] for row in session.execute(sa.select(alarm.c.kind, alarm.c["count"]))}


def received(number: int) -> Message:
    """The fact that an application was received."""
    return events_pb2.ApplicationReceived(
        application=f"applications/{number}",
        institution="institutions/1",
        division="990102",
        received_date="2026-06-15",
    )
