"""A fenced lease: one holder at a time does a piece of work, others stand by.

It must not be trusted alone: what the holder writes is guarded by the fence.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.schema import lease
from chassis.upsert import Upsert

# Whoever holds this one numbers and publishes the events of a service.
RELAY = "relay"
_FREE = Upsert(lease, lambda row: row.on_conflict_do_nothing())


def take_lease(session: Session, *, name: str, holder: str, now: float, seconds: float) -> int | None:
    """Take or renew the lease; returns its fence, or None while another holder's lease has not run out.

    `now` is real time in seconds: a pinned demo clock must not stretch a lease.
    """
    query = sa.select(lease).where(lease.c.name == name).with_for_update()
    row = session.execute(query).one_or_none()
    if row is None:
        free = {"name": name, "holder": "", "fence": 0, "expires": 0.0}
        _FREE.run(session, free)
        row = session.execute(query).one()
    if row.holder != holder and row.expires > now:
        return None
    fence = int(row.fence) if row.holder == holder else int(row.fence) + 1
    session.execute(
        sa.update(lease).where(lease.c.name == name).values(holder=holder, fence=fence, expires=now + seconds)
    )
    return fence


def holds_lease(session: Session, *, name: str, fence: int) -> bool:
    """Whether the fence is still the current one; the row stays locked until the transaction ends."""
    row = session.execute(sa.select(lease.c.fence).where(lease.c.name == name).with_for_update()).scalar_one_or_none()
    return row == fence


def drop_lease(session: Session, *, name: str, holder: str) -> None:
    """Let the next one start at once after an orderly stop."""
    session.execute(sa.update(lease).where(lease.c.name == name, lease.c.holder == holder).values(expires=0.0))
