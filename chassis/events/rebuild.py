"""Run the projections of a service again, into empty tables, up to where each source has been applied.

It must not run an effect, and everything happens in one transaction: readers see the old tables or the new ones.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.events import inbox_store
from chassis.events.reactions import Reactor
from chassis.events.whole_log import WholeLog
from chassis.manifest import load_name
from chassis.schema import parked_event
from chassis.service import Service


class NotRebuildable(Exception):
    """The projections cannot be run again now; the message says why and what to do."""


def rebuild(service: Service, reactor: Reactor, logs: list[WholeLog]) -> dict[str, int]:
    """Empty the projected tables and fill them again; returns how many events were applied per source.

    An event that is parked was not applied, so it is left out and runs later. Events are applied source by source.
    Raises NotRebuildable when a source's log has moved on since it was read, or is not the one that was applied.
    """
    wiring = service.manifest.load_wiring()
    if not wiring.projections:
        raise NotRebuildable(f"{service.name} has no projection")
    metadata = load_name(wiring.tables)
    assert isinstance(metadata, sa.MetaData)
    with service.database.write() as session:
        limits = {log.source: _applied(session, log) for log in sorted(logs, key=lambda log: log.source)}
        for name in wiring.projections:
            session.execute(sa.delete(metadata.tables[name]))
        return {log.source: _apply(session, reactor, log, limits[log.source]) for log in logs}


def _applied(session: Session, log: WholeLog) -> int:
    """How far the source has been applied; its cursor stays locked until the transaction ends."""
    cursor = inbox_store.lock_cursor(session, log.source)
    if cursor.log_id not in ("", log.head.log_id):
        raise NotRebuildable(
            f"{log.source} writes another log than the one that was applied; let `sifa work` follow it"
        )
    if cursor.applied > len(log.events):
        raise NotRebuildable(f"{log.source} has told more meanwhile; run the command again")
    return cursor.applied


def _apply(session: Session, reactor: Reactor, log: WholeLog, applied: int) -> int:
    waiting = set(
        session.execute(sa.select(parked_event.c.event_id).where(parked_event.c.source == log.source)).scalars()
    )
    done = 0
    for event in log.events[:applied]:
        if event.event_id not in waiting and reactor.project(session, event):
            done += 1
    return done
