"""The only source of time and of new ids.

It must not be asked from inside a rule: rules receive `now` and `today` as arguments.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
import uuid
from zoneinfo import ZoneInfo

from chassis.settings import SettingsError

SHANGHAI = ZoneInfo("Asia/Shanghai")


def real_seconds() -> float:
    """Seconds since the epoch on the machine's own clock, for leases and token expiry."""
    return time.time()


class Clock:
    """Time in UTC that runs from a pinned instant, or from the machine's clock when nothing is pinned."""

    def __init__(self, start: str | None = None) -> None:
        """`start` is ISO 8601 with an offset, as in SIFA_NOW; raises SettingsError for anything else."""
        self._shift = dt.timedelta(0)
        self._lock = threading.Lock()
        self._last_id = 0
        if start is not None:
            self._shift = _parse(start) - dt.datetime.now(dt.UTC)

    def now(self) -> dt.datetime:
        """The current instant, aware, in UTC."""
        return dt.datetime.now(dt.UTC) + self._shift

    def today(self) -> dt.date:
        """The civil date in Asia/Shanghai."""
        return self.now().astimezone(SHANGHAI).date()

    def new_id(self) -> str:
        """A UUIDv7 (RFC 9562) as text; later ids of one process sort behind earlier ones."""
        moment = int(self.now().timestamp() * 1000) << 12
        with self._lock:
            self._last_id = max(self._last_id + 1, moment)
            ticks = self._last_id
        random_tail = uuid.uuid4().int & ((1 << 62) - 1)
        value = (ticks >> 12) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64 | 0b10 << 62 | random_tail
        return str(uuid.UUID(int=value))


def civil_day(moment: dt.date | dt.datetime) -> dt.date:
    """The civil date in Asia/Shanghai of a date or of an aware instant."""
    return moment.astimezone(SHANGHAI).date() if isinstance(moment, dt.datetime) else moment


def derived_id(cause: str, ordinal: int) -> str:
    """The id of the n-th fact that follows from another fact: a re-run repeats its facts under the same ids."""
    return str(uuid.uuid5(uuid.UUID(cause), str(ordinal)))


def random_id() -> str:
    """A random UUID, for names that must not tell when they were made."""
    return str(uuid.uuid4())


def _parse(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise SettingsError("SIFA_NOW must be an ISO 8601 instant with an offset, for example 2026-06-15T09:00+08:00")
    return moment.astimezone(dt.UTC)
