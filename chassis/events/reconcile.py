"""Compare what a source's log holds with what this service took from it, event by event.

It must not change anything: what a restored source has lost had its effect here, and people decide about it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.events.inbox_store import read_cursor
from chassis.events.whole_log import WholeLog
from chassis.schema import inbox


class Difference(enum.Enum):
    """What is wrong with one event."""

    LOST_AT_SOURCE = "applied here, and no longer in the source's log"
    MISSING_HERE = "behind the cursor, and never taken"
    ANOTHER_BODY = "taken with another body than the log now holds"
    ELSEWHERE = "taken at another position than the log now holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One event that differs. It names the event and what it is about, never its body."""

    difference: Difference
    source: str
    event_id: str
    type: str
    subject: str
    position: int


def reconcile(session: Session, log: WholeLog) -> list[Finding]:
    """What differs, in order of position; empty when log and inbox agree up to the cursor."""
    cursor = read_cursor(session, log.source)
    applied = cursor.applied if cursor else 0
    rows = session.execute(sa.select(inbox).where(inbox.c.source == log.source))
    taken = {row.event_id: row for row in rows}
    logged = {event.event_id: event for event in log.events}
    found = []
    for id_, row in taken.items():
        event = logged.get(id_)
        if event is None and (row.log_id != log.head.log_id or row.position <= applied):
            found.append(_finding(Difference.LOST_AT_SOURCE, log.source, row))
        elif event is not None and event.sha256 != row.sha256:
            found.append(_finding(Difference.ANOTHER_BODY, log.source, row))
        elif event is not None and (event.log_id, event.position) != (row.log_id, row.position):
            found.append(_finding(Difference.ELSEWHERE, log.source, row))
    missing = (event for event in log.events[:applied] if event.event_id not in taken)
    found += [_finding(Difference.MISSING_HERE, log.source, event) for event in missing]
    return sorted(found, key=lambda one: (one.position, one.event_id))


def _finding(difference: Difference, source: str, event: object) -> Finding:
    return Finding(
        difference=difference, source=source,
        **{name: getattr(event, name) for name in ("event_id", "type", "subject", "position")},
    )  # fmt: skip
