"""How far the events have come: numbered, handed to the broker, applied by the listener.

It must not wait or judge.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from chassis.schema import cursor, event_head, event_log
from tests.proofs.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Positions at one moment. `same_log` tells whether the listener reads the log that is written now."""

    unnumbered: int
    head: int
    published: int
    applied: int
    same_log: bool


def look(house: House) -> Arrival:
    """Both databases, the source first."""
    with house.reading(house.plan.source) as session:
        head = session.execute(sa.select(event_head)).one()
        waiting = sa.select(sa.func.count()).where(event_log.c.position.is_(None))
        unnumbered = session.execute(waiting).scalar_one()
    with house.reading(house.plan.listener) as session:
        place = session.execute(sa.select(cursor)).one_or_none()
    return Arrival(unnumbered=unnumbered, head=head.position, published=head.published,
                   applied=place.applied if place else 0,
                   same_log=place is not None and place.log_id == head.log_id)  # fmt: skip


def behind(house: House) -> str:
    """What has not arrived yet, empty when all has."""
    now = look(house)
    if now.unnumbered or now.published != now.head:
        return f"{now.unnumbered} events not numbered, {now.published} of {now.head} published"
    if not now.same_log or now.applied != now.head:
        return f"{now.applied} of {now.head} events applied"
    return ""
