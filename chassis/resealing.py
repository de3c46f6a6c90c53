"""Seal what a service has sealed with another secret: its columns, the replies it keeps, and the fingerprint.

It must not touch a file, nor run while the service does: who still holds the former secret would go on sealing with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.auth.seal import Seal
from chassis.lease import RELAY
from chassis.manifest import load_name
from chassis.messages.outgoing import PLACE
from chassis.rpc import KEPT_REPLY
from chassis.schema import lease, outgoing_message, request_reply, sealing
from chassis.sealing import fingerprint
from chassis.service import Service

BATCH = 500
ENDINGS = ("_sealed", "_index")
_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedColumn:
    """A column of sealed texts or bytes, the place they are sealed for, and the column of their blind index, if any."""

    table: sa.Table
    column: str
    place: str
    index: str = ""


REPLIES = SealedColumn(table=request_reply, column="reply", place=KEPT_REPLY)
MESSAGES = SealedColumn(table=outgoing_message, column="content_sealed", place=PLACE)


def sealed_columns(service: Service) -> tuple[SealedColumn, ...]:
    """What the service has declared, and the replies and messages that every service keeps."""
    name = service.manifest.load_wiring().sealed
    declared = cast("tuple[SealedColumn, ...]", load_name(name)) if name else ()
    return *declared, REPLIES, MESSAGES


def undeclared_columns(session: Session, service: Service) -> list[str]:
    """Columns that are sealed, or the blind index of something, as their names say, and would stay as they were."""
    known = {(one.table.name, name) for one in sealed_columns(service) for name in (one.column, one.index)}
    there = sa.inspect(session.connection())
    return [
        f"{table}.{column['name']}"
        for table in sorted(there.get_table_names())
        for column in there.get_columns(table)
        if column["name"].endswith(ENDINGS) and (table, column["name"]) not in known
    ]


def is_running(session: Session, *, now: float) -> bool:
    """Whether a worker holds the relay, or, on PostgreSQL, anybody else is connected to the database."""
    relays = session.execute(sa.select(lease.c.name).where(lease.c.name == RELAY, lease.c.expires > now))
    if relays.first() is not None:
        return True
    return session.get_bind().dialect.name == "postgresql" and bool(session.execute(_OTHERS).scalar_one())


def is_sealed_with(session: Session, seal: Seal) -> bool:
    """Whether the database remembers this secret."""
    return session.execute(sa.select(sealing.c.fingerprint)).scalar_one_or_none() == fingerprint(seal)


def reseal(
    session: Session, columns: Iterable[SealedColumn], old: Seal, new: Seal, *, now: dt.datetime
) -> dict[str, int]:  # fmt: skip
    """Open everything with the old secret and seal it with the new one; how much of each place. Raises SealBroken.

    NOTE: the caller commits; until then the database is as it was, for whoever opens it with the old secret.
    """
    counts = {one.place: _reseal(session, one, old, new) for one in columns}
    session.execute(sa.delete(sealing))
    session.execute(sa.insert(sealing).values(only=1, fingerprint=fingerprint(new), first_used=now))
    return counts


def _reseal(session: Session, sealed: SealedColumn, old: Seal, new: Seal) -> int:
    """Row by row in the order of the primary key, a batch at a time."""
    table, keys = sealed.table, list(sealed.table.primary_key.columns)
    wanted = sa.select(*keys, table.c[sealed.column], *([table.c[sealed.index]] if sealed.index else []))
    wanted = wanted.where(table.c[sealed.column].is_not(None)).order_by(*keys).limit(BATCH)
    values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in (sealed.column, sealed.index) if name}
    write = sa.update(table).where(*(key == sa.bindparam(f"key_{key.name}") for key in keys)).values(values)
    count, query = 0, wanted
    while rows := session.execute(query).mappings().all():
        session.execute(write, [_resealed(row, sealed, old, new) for row in rows])
        count += len(rows)
        last = [sa.bindparam(None, rows[-1][key.name], key.type) for key in keys]
        query = wanted.where(sa.tuple_(*keys) > sa.tuple_(*last))
    return count


def _resealed(row: Mapping[Any, Any], sealed: SealedColumn, old: Seal, new: Seal) -> dict[str, Any]:
    found = row[sealed.column]
    keys = {f"key_{key.name}": row[key.name] for key in sealed.table.primary_key.columns}
    if isinstance(found, bytes | memoryview):
        content = old.open_bytes(bytes(found), sealed.place)
        return {**keys, f"new_{sealed.column}": new.seal_bytes(content, sealed.place)}
    text = old.open(found, sealed.place)
    given = {**keys, f"new_{sealed.column}": new.seal(text, sealed.place)}
    if sealed.index:
        given[f"new_{sealed.index}"] = None if row[sealed.index] is None else new.index(text, sealed.place)
    return given
