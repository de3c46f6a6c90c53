"""Whether the sealing secret at hand is the one that the database was first sealed with.

It must not open or seal anything: a fingerprint tells one secret from another and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.auth.seal import Seal
from chassis.database import Database
from chassis.schema import sealing
from chassis.upsert import Upsert

_REMEMBER = Upsert(sealing, lambda row: row.on_conflict_do_nothing())


class SealedOtherwise(Exception):
    """The database was sealed with another secret than the one at hand."""


class Sealing:
    """What a service seals with; read when it is first needed and compared with what its database remembers."""

    def __init__(self, load: Callable[[], Seal]) -> None:
        """`load` reads the secret; what it raises is raised where something is to be sealed."""
        self._load = cache(load)
        self._is_remembered = False

    def remember(self, database: Database, *, now: dt.datetime) -> bool:
        """Remember the secret when the database knows none yet; whether it is the remembered one. Raises KeyMissing."""
        seal = self._load()
        with database.write() as session:
            _REMEMBER.run(session, {"only": 1, "fingerprint": fingerprint(seal), "first_used": now})
            return sealed_with(session, seal)

    def of(self, session: Session) -> Seal:
        """The seal of the database behind the session. Raises KeyMissing, SealedOtherwise."""
        seal = self._load()
        if not self._is_remembered:
            first = _first(session)
            if first not in (None, fingerprint(seal)):
                raise SealedOtherwise("the database was sealed with another secret; see `sifa doctor`")
            self._is_remembered = first is not None
        return seal


def sealed_with(session: Session, seal: Seal) -> bool:
    """Whether the database was first sealed with this secret, or with none so far."""
    return _first(session) in (None, fingerprint(seal))


def fingerprint(seal: Seal) -> str:
    """What tells one secret from another; 64 hexadecimal characters."""
    return seal.index("", "sealing.fingerprint")


def _first(session: Session) -> str | None:
    return session.execute(sa.select(sealing.c.fingerprint)).scalar_one_or_none()
