"""Raise an alarm that people must look at; repeated alarms are counted, not repeated.

It must not stop anything: the caller decides what still runs.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from chassis.schema import alarm
from chassis.upsert import Upsert

_OPEN = Upsert(alarm, lambda row: row.on_conflict_do_nothing().returning(alarm.c.kind))
_log = structlog.get_logger()


def raise_alarm(session: Session, *, kind: str, subject: str, detail: str, now: dt.datetime) -> None:
    """Write or count the alarm (kind, subject) and log one line. `detail` must hold no personal data."""
    counted = (
        sa.update(alarm)
        .where(alarm.c.kind == kind, alarm.c.subject == subject)
        .values(detail=detail, last_at=now, count=alarm.c.count + 1)
    )
    known = sa.exists().where(alarm.c.kind == kind, alarm.c.subject == subject)
    if session.execute(sa.select(known)).scalar_one():
        session.execute(counted)
    else:
        row = {"kind": kind, "subject": subject, "detail": detail, "first_at": now, "last_at": now, "count": 1}
        session.execute(sa.insert(alarm).values(row))
    _log.error("alarm", kind=kind, subject=subject, detail=detail)


def open_alarm(session: Session, *, kind: str, subject: str, detail: str, now: dt.datetime) -> bool:
    """Write the alarm unless it is there; True when it is new.

    NOTE: it neither counts nor locks an alarm that is there, so that many units of work may meet the same trouble at
    once without waiting for each other.
    """
    query = sa.select(alarm.c.kind).where(alarm.c.kind == kind, alarm.c.subject == subject)
    if session.execute(query).one_or_none() is not None:
        return False
    row = {"kind": kind, "subject": subject, "detail": detail, "first_at": now, "last_at": now, "count": 1}
    new = _OPEN.run(session, row).one_or_none() is not None
    if new:
        _log.error("alarm", kind=kind, subject=subject, detail=detail)
    return new


def clear_alarm(session: Session, *, kind: str, subject: str) -> None:
    """Take the alarm away because its cause is gone."""
    session.execute(sa.delete(alarm).where(alarm.c.kind == kind, alarm.c.subject == subject))


def alarm_subjects(session: Session, kind: str) -> list[str]:
    """What alarms of the kind are about, sorted."""
    query = sa.select(alarm.c.subject).where(alarm.c.kind == kind).order_by(alarm.c.subject)
    return list(session.execute(query).scalars())
