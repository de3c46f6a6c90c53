"""Raise an alarm that people must look at; repeated alarms are counted, not repeated.

It must not stop anything: the caller decides what still runs.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from chassis.schema import alarm

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
