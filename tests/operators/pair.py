"""Legal aid and supervision as a pair: one tells over gRPC, the other follows. It must not assert anything.

Whatever else supervision listens to is there too, and has told nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import sqlalchemy as sa
from google.protobuf import json_format
from google.protobuf.message import Message

from chassis.clients import PeerEventLog
from chassis.clock import random_id
from chassis.events import inbox_store
from chassis.events.event_log import LoggedEvent, append_event, number_events
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from chassis.events.repair import Repairer
from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.service import Service, open_service
from chassis.settings import load_settings
from services.supervision.persistence.institution_tally import TABLE
from tests.doors import Door, serving
from tests.emptying import empty
from tests.operators.command import sifa
from tests.servers.processes import wait_for

SOURCE, TAKER = "legal_aid", "supervision"
SILENT = tuple(name for name in installed_services()[TAKER].sources if name != SOURCE)


def opened(own: dict[str, str], name: str) -> Service:
    ports = {f"SIFA_{source.upper()}_GRPC_PORT": "0" for source in (SOURCE, *SILENT)}
    service = open_service(installed_services()[name], load_settings({**own, **ports}))
    migrate(service)
    return service


@contextmanager
def telling(own: dict[str, str], *, fresh: bool = False) -> Iterator[Door]:
    """Legal aid serves its log until the block ends; then nobody is connected to its database."""
    service = opened(own, SOURCE)
    if fresh:
        empty(service)
    with ExitStack() as others, serving(service) as door:
        for name in SILENT:
            others.enter_context(serving(opened(own, name)))
        yield door


def tell(service: Service, *messages: Message) -> None:
    """Write and number facts."""
    with service.database.write() as session:
        for message in messages:
            append_event(session, LoggedEvent(
                id=random_id(), position=None, type=message.DESCRIPTOR.full_name, subject=random_id(),
                body=json_format.MessageToJson(message, indent=None, ensure_ascii=False), created=service.clock.now(),
            ))  # fmt: skip
        number_events(session)


def follow(taker: Service, position: int) -> None:
    """Pull and apply as `sifa work` does, until the cursor stands there."""
    peer = PeerEventLog(taker.settings, caller=TAKER, peer=SOURCE, default_port=0)
    with closing(Repairer(taker, Inbox(load_reactor(taker)), peer, SOURCE)) as repairer:

        def applied() -> bool:
            repairer.look()
            with taker.database.read() as session:
                cursor = inbox_store.read_cursor(session, SOURCE)
            return cursor is not None and cursor.applied >= position

        wait_for(applied, f"applied to {position}", 30)


def tally(taker: Service) -> dict[str, Any]:
    """The projection without the time at which it was last written."""
    with taker.database.read() as session:
        row = session.execute(sa.select(TABLE)).one_or_none()
    return {} if row is None else {name: value for name, value in row._mapping.items() if name != "update_time"}


def clues(taker: Service) -> int:
    with taker.database.read() as session:
        return int(session.execute(sa.text("select count(*) from clue")).scalar_one())


def spoil(taker: Service) -> None:
    with taker.database.write() as session:
        session.execute(sa.update(TABLE).values(received_count=99))


def differences(own: dict[str, str]) -> tuple[int, list[tuple[str, int]]]:
    done = sifa(own, "reconcile", TAKER, "--json")
    return done.code, [(row["difference"], row["position"]) for row in json.loads(done.out)]
