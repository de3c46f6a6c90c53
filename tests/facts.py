"""Carry facts from one service's log to another's inbox in this process, or make them by hand.

It must not use a broker.
"""

from __future__ import annotations

import datetime as dt

from google.protobuf import json_format
from google.protobuf.message import Message

from chassis.clock import derived_id
from chassis.events.delivery import Delivery
from chassis.events.event_log import list_events, number_events, read_head
from chassis.events.inbox import Inbox
from chassis.service import Service

LOG = "01890000-0000-7000-8000-00000000000a"
HAPPENED = dt.datetime(2026, 6, 15, 1, tzinfo=dt.UTC)


def number_all(service: Service) -> int:
    """Give every committed fact its position."""
    with service.database.write() as session:
        return number_events(session)


def logged(service: Service, after: int = 0) -> list[Delivery]:
    """The numbered facts of a service as they would be delivered."""
    number_all(service)
    with service.database.read() as session:
        head, events = read_head(session), list_events(session, after, 10_000)
    return [
        Delivery(
            source=service.name, log_id=head.log_id, position=event.position or 0, event_id=event.id, type=event.type,
            subject=event.subject, happened=event.created, body=event.body,
        )
        for event in events
    ]  # fmt: skip


def drain(source: Service, inbox: Inbox) -> int:
    """Deliver everything the source has told, in order; returns how many facts that were."""
    found = logged(source)
    for delivery in found:
        inbox.receive(delivery)
    return len(found)


def fact(
    position: int, message: Message, *, subject: str = "", log_id: str = LOG, event_id: str = "",
    source: str = "legal_aid",
) -> Delivery:  # fmt: skip
    """A fact made by hand, of legal_aid unless a source is given; log and position give the event id unless one is."""
    return Delivery(
        source=source, log_id=log_id, position=position, event_id=event_id or derived_id(log_id, position),
        type=message.DESCRIPTOR.full_name, subject=subject or f"applications/{position}", happened=HAPPENED,
        body=json_format.MessageToJson(message, indent=None, ensure_ascii=False),
    )  # fmt: skip
