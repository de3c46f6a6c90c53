"""Checks of how facts flow: parked and dead events, alarms, halted sources, a relay that does not publish.

It must not print a body, nor what an event is about.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from chassis.clock import real_seconds
from chassis.doctor.check import Check, Looks, failure, warning
from chassis.doctor.installation import Patient
from chassis.events.event_log import read_published
from chassis.lease import RELAY as RELAY_LEASE
from chassis.schema import alarm, calendar_year, cursor, event_log, lease, parked_event

MOST_LATE = dt.timedelta(seconds=60)


def look_at_parked(patient: Patient) -> Looks:
    """Events whose reaction failed."""
    query = sa.select(parked_event.c.dead, sa.func.count()).group_by(parked_event.c.dead)
    with patient.connection() as session:
        counts = {bool(row[0]): row[1] for row in session.execute(query)}
    if counts.get(True):
        yield failure(f"{counts[True]} events were given up after twelve attempts")
    if counts.get(False):
        yield warning(f"{counts[False]} events wait for another attempt")


def look_at_alarms(patient: Patient) -> Looks:
    """Alarms that nobody has cleared."""
    with patient.connection() as session:
        for row in session.execute(sa.select(alarm.c.kind, sa.func.count()).group_by(alarm.c.kind)):
            yield warning(f"{row[1]} × {row[0]}")


def look_at_cursors(patient: Patient) -> Looks:
    """Sources of which nothing is applied any more."""
    with patient.connection() as session:
        for row in session.execute(sa.select(cursor).where(cursor.c.halted != "")):
            yield failure(f"nothing of {row.source} is applied any more: {row.halted}")


def look_at_relay(patient: Patient) -> Looks:
    """Facts that were committed a minute ago and that the broker was not told."""
    with patient.connection() as session:
        untold = sa.or_(event_log.c.position.is_(None), event_log.c.position > read_published(session))
        query = sa.select(sa.func.count(), sa.func.min(event_log.c.created)).where(untold)
        count, oldest = session.execute(query).one()
        holder = session.execute(sa.select(lease.c.expires).where(lease.c.name == RELAY_LEASE)).scalar_one_or_none()
    late = count > 0 and patient.installation.clock.now() - oldest > MOST_LATE
    if late:
        yield failure(f"{count} events wait to be published, the oldest for more than a minute")
    if holder is None or holder < real_seconds():
        yield warning("nobody holds the relay's lease: no `sifa work` runs for this service")


def look_at_calendar(patient: Patient) -> Looks:
    """Confirmed working years, this one and soon the next."""
    today = patient.installation.clock.today()
    with patient.connection() as session:
        years = set(session.execute(sa.select(calendar_year.c.year)).scalars())
    if today.year not in years:
        yield failure(f"the working days of {today.year} are not known")
    if today.year + 1 not in years and (dt.date(today.year, 12, 31) - today).days < 90:
        yield warning(f"the working days of {today.year + 1} are not known yet")


PARKED = Check(
    "parked-events", look_at_parked, "What another service told has had no effect here.",
    "`sifa events NAME parked`, mend the cause, then `replay`; `discard` only what must never have an effect.",
)  # fmt: skip
ALARMS = Check(
    "alarms", look_at_alarms, "An alarm is something that no machine may decide.",
    "`sifa events NAME alarms` tells what each is about.",
)  # fmt: skip
CURSORS = Check(
    "halted-sources", look_at_cursors, "The source came back with less than it had told: two histories would be mixed.",
    "Restore the source again with `sifa log fork`, then `sifa reconcile NAME`.",
)  # fmt: skip
RELAY = Check(
    "relay", look_at_relay, "Other services hear of what happened here late, or only by asking.",
    "Start `sifa work NAME` and see that the broker answers.",
)  # fmt: skip
CALENDAR = Check(
    "calendar", look_at_calendar, "Due dates in a year without a table stay open, and what depends on them is refused.",
    "When the State Council's notice is out: `sifa calendar import FILE` (usually in November).",
)  # fmt: skip
OF_FLOW = (PARKED, ALARMS, CURSORS, RELAY, CALENDAR)
