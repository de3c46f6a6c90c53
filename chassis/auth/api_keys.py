"""Departments' API keys as rows of the service that is called: made, listed, revoked, found again.

It must not keep a key, only its SHA-256: 32 random bytes need no slow hash.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.clock import real_seconds
from chassis.row_mapping import from_row
from chassis.schema import api_key

AUTHORITY_TYPES = ("COURT", "PROCURATORATE", "POLICE", "DEPARTMENT")
# `authority` for the rpcs that are open to other authorities, `department` for the event log; never a person's role.
KEY_ROLES = ("authority", "department")
MOST_ACTIVE = 2
SHAPE = re.compile(r"sk_(?P<service>[a-z][a-z0-9_]*)_(?P<id>[0-9a-f]{16})_[A-Za-z0-9_-]{43}", re.ASCII)


class TooManyKeys(Exception):
    """The holder has two active keys, which is enough to replace one by the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """One key of one department. Times are real time, like those of tokens."""

    id: str
    holder: str
    authority_type: str
    sha256: str
    roles: tuple[str, ...]
    divisions: tuple[str, ...]
    event_types: tuple[str, ...]
    created: dt.datetime
    expires: dt.datetime
    revoked: dt.datetime | None
    last_used: dt.datetime | None

    def is_active(self, now: dt.datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked is None and now < self.expires


_read = from_row(ApiKey, api_key)
_BY_ID = sa.select(api_key).where(api_key.c.id == sa.bindparam("wanted"))


def real_now() -> dt.datetime:
    """The instant on the machine's own clock: a pinned demo clock must not revive an expired key."""
    return dt.datetime.fromtimestamp(real_seconds(), dt.UTC)


def make_key(
    session: Session,
    *,
    service: str,
    holder: str,
    authority_type: str,
    roles: list[str],
    divisions: list[str],
    event_types: list[str],
    days: int,
) -> tuple[str, str]:
    """Make a key; returns its id and its text, which nobody can show again. Raises TooManyKeys."""
    now = real_now()
    active = [key for key in list_keys(session) if key.holder == holder and key.is_active(now)]
    if len(active) >= MOST_ACTIVE:
        raise TooManyKeys(f"{holder} has {len(active)} active keys: revoke {' or '.join(key.id for key in active)}")
    secret = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
    id_ = secrets.token_hex(8)
    text = f"sk_{service}_{id_}_{secret}"
    session.execute(
        sa.insert(api_key),
        {
            "id": id_, "holder": holder, "authority_type": authority_type, "sha256": sha256_of(text), "roles": roles,
            "divisions": divisions, "event_types": event_types, "created": now,
            "expires": now + dt.timedelta(days=days),
        },
    )  # fmt: skip
    return id_, text


def list_keys(session: Session) -> list[ApiKey]:
    """All keys, the oldest first."""
    return [_read(row) for row in session.execute(sa.select(api_key).order_by(api_key.c.created, api_key.c.id))]


def load_key(session: Session, id_: str) -> ApiKey | None:
    """The key with the id."""
    row = session.execute(_BY_ID, {"wanted": id_}).one_or_none()
    return None if row is None else _read(row)


def revoke_key(session: Session, id_: str) -> bool:
    """Make the key useless from now on; False when there is none or it was revoked before."""
    query = sa.update(api_key).where(api_key.c.id == id_, api_key.c.revoked.is_(None)).values(revoked=real_now())
    return session.connection().execute(query).rowcount == 1


def sha256_of(text: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(text.encode()).hexdigest()
