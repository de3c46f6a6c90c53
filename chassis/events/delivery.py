"""One event of another service on its way to our reactions, whichever way it came.

It must not be trusted: body and attributes are checked before anything is stored.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

MAX_BODY = 1_048_576
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+", re.ASCII)


class BadDelivery(Exception):
    """The message cannot be an event of ours; it belongs into the dead-letter exchange."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event as it was logged by its source."""

    source: str
    log_id: str
    position: int
    event_id: str
    type: str
    subject: str
    happened: dt.datetime
    body: str

    def __post_init__(self) -> None:
        """Raise BadDelivery for attributes that no service of ours writes."""
        if not (_UUID.fullmatch(self.event_id) and _UUID.fullmatch(self.log_id)):
            raise BadDelivery("id is not a UUID")
        if not _NAME.fullmatch(self.type) or self.position < 1 or self.happened.tzinfo is None:
            raise BadDelivery("type, position or time is unusable")
        if len(self.body) > MAX_BODY or not 2020 <= self.happened.year <= 2090:
            raise BadDelivery("body or time is out of range")

    @property
    def sha256(self) -> str:
        """Fingerprint of everything the fact says."""
        said = f"{self.type}\n{self.subject}\n{self.body}"
        return hashlib.sha256(said.encode()).hexdigest()
