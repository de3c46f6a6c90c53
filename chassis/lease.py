"""A fenced lease: one holder at a time does a piece of work, others stand by.

It must not be trusted alone: what the holder writes is guarded by the fence.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.schema import lease


def take_lease(session: Session, *, name: str, holder: str, now: float, seconds: float) -> int | None:
    """Take or renew the lease; returns its fence, or None while another holder's lease has not run out.

    `now` is real time in seconds: a pinned demo clock must not stretch a lease.
    """
    row = session.execute(sa.select(lease).where(lease.c.name == name).with_for_update()).one_or_none()
    if row is None:
        values = {"name": name, "holder": holder, "fence": 1, "expires": now + seconds}
        session.execute(sa.insert(lease).values(values))
        return 1
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
