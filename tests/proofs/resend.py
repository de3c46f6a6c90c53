"""Deliver a whole log a second time, with a broker or without one.

It must not write events: it only repeats what the log says.
"""

from __future__ import annotations

import random
from contextlib import redirect_stdout

import sqlalchemy as sa

from chassis.events.envelope import unwrap_event, wrap_event
from chassis.events.event_log import list_events, read_head
from chassis.events.inbox import Inbox
from chassis.events.inbox_turn import Place
from chassis.events.reactions import load_reactor
from chassis.manifest import installed_services
from chassis.schema import event_head
from chassis.service import open_service
from tests.proofs.house import House


def publish_again(house: House) -> None:
    """Let the relay believe that nothing was ever published."""
    with house.writing(house.plan.source) as session:
        session.execute(sa.update(event_head).values(published=0))


def deliver_again(house: House, rng: random.Random) -> int:
    """Put every event into the inbox by hand, shuffled; how many were known.

    Without a broker this is the only sure way in which an event comes late and twice, so it also runs under load.
    """
    with house.reading(house.plan.source) as session:
        head = read_head(session)
        events = list_events(session, 0, head.position)
    rng.shuffle(events)
    service = open_service(installed_services()[house.plan.listener], house.settings)
    inbox = Inbox(load_reactor(service))
    messages = [wrap_event(house.plan.source, head.log_id, event) for event in events]
    deliveries = [unwrap_event(each.headers, each.content_type, each.body) for each in messages]
    try:
        with (house.folder / "again.log").open("a", encoding="utf-8") as log, redirect_stdout(log):
            return sum(inbox.receive(delivery) is Place.DUPLICATE for delivery in deliveries)
    finally:
        service.database.close()
