"""What a database server must be set to before it is trusted with records: durable, UTF-8, read committed, roomy.

It must not change a setting, and it asks nothing of SQLite, whose settings the chassis makes itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.clock import real_seconds
from chassis.service import Service
from chassis.settings import Settings

LEAST_VERSION = 140000
MOST_SKEW_SECONDS = 5.0
# What `Database` may open beyond the threads of the service, and the connection that rings the bell.
BESIDE_THREADS = 5
_WANTED = {
    "fsync": ("on", "a power cut loses or damages what was committed"),
    "full_page_writes": ("on", "a power cut damages pages that were half written"),
    "server_encoding": ("UTF8", "Chinese text cannot be stored"),
    "default_transaction_isolation": (
        "read committed",
        "numbers and cursors are taken under row locks that rely on it",
    ),
}
_KEYS = (*_WANTED, "synchronous_commit", "server_version_num")


def read_server(session: Session) -> Mapping[str, str]:
    """The settings that count, as this session has them; empty for SQLite."""
    if session.get_bind().dialect.name != "postgresql":
        return {}
    rows = session.execute(
        sa.text("select name, setting from pg_settings where name = any(:names)"), {"names": [*_KEYS]}
    )
    return {row.name: row.setting for row in rows}


def server_faults(server: Mapping[str, str]) -> Iterator[str]:
    """What must not be, each with the value that is there."""
    if not server:
        return
    for key, (wanted, harm) in _WANTED.items():
        if server[key] != wanted:
            yield f"{key} is {server[key]}, not {wanted}: {harm}"
    if server["synchronous_commit"] == "off":
        yield "synchronous_commit is off: a crash loses what callers were told is done"
    if int(server["server_version_num"]) < LEAST_VERSION:
        yield f"server version {server['server_version_num']} is below {LEAST_VERSION}"


def connections_needed(settings: Settings, name: str) -> int:
    """The most connections that one process opens to the database of a service."""
    return settings.grpc_threads(name) + BESIDE_THREADS


def connections_allowed(session: Session) -> int | None:
    """How many connections the server gives to ordinary users; None when there is no such limit."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    shown = "select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
    return int(session.execute(sa.text(shown)).scalar_one())


def clock_skew(session: Session, seconds: Callable[[], float] = real_seconds) -> float:
    """Seconds by which the database's clock is away from this machine's, as far as that is certain.

    0 for SQLite, which has no clock of its own.
    """
    if session.get_bind().dialect.name != "postgresql":
        return 0.0
    before = seconds()
    there = float(session.execute(sa.text("select extract(epoch from clock_timestamp())")).scalar_one())
    return max(before - there, there - seconds(), 0.0)


def guard_databases(services: Iterable[Service]) -> list[str]:
    """Why production must not start on these databases; empty when it may, and outside production.

    Raises sqlalchemy.exc.OperationalError when a database does not answer.
    """
    faults: list[str] = []
    needed: dict[tuple[str | None, int | None], int] = {}
    for service in services:
        if not service.settings.production:
            continue
        server = (service.database.url.host, service.database.url.port)
        needed[server] = needed.get(server, 0) + connections_needed(service.settings, service.name)
        with service.database.read() as session:
            faults += [f"database of {service.name}: {fault}" for fault in server_faults(read_server(session))]
            allowed = connections_allowed(session)
        if allowed is not None and needed[server] > allowed:
            faults.append(
                f"database of {service.name}: this process may open {needed[server]} connections, the server gives"
                f" {allowed}; lower SIFA_{service.name.upper()}_GRPC_THREADS or raise max_connections"
            )
    return faults
