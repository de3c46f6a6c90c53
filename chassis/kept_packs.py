"""The content of every policy pack that a decision relied on, kept by its hash, so the decision can be replayed.

It must not interpret a pack; `policy_files` does.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.kernel.policy import Pack
from chassis.schema import policy_pack
from chassis.upsert import Upsert

_KEEP = Upsert(policy_pack, lambda row: row.on_conflict_do_nothing())


def keep_pack(session: Session, pack: Pack, *, now: dt.datetime) -> None:
    """Write the pack unless its hash is known."""
    row = {"sha256": pack.sha256, "id": pack.id, "content": pack.content, "first_used": now}
    _KEEP.run(session, row)


def load_pack_content(session: Session, sha256: str) -> str | None:
    """The canonical JSON of the pack with this hash, or None when no decision relied on it."""
    query = sa.select(policy_pack.c.content).where(policy_pack.c.sha256 == sha256)
    return session.execute(query).scalar_one_or_none()
