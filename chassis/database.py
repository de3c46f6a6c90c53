"""One service's own database: engine, units of work, column types.

It must not know any table; PostgreSQL and SQLite behave the same to everything above it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from chassis.events.doorbell import open_bell

PG_OPTIONS = (
    "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=15000 -c timezone=UTC"
)


class Instant(TypeDecorator[dt.datetime]):
    """An aware UTC instant; SQLite, which forgets the zone, gets it back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Refuse naive values; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Give every instant its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Database:
    """Engine and units of work of one database. `busy_ms` is SQLite's patience for a writer's turn."""

    def __init__(self, url: str, *, pool_size: int = 10, busy_ms: int = 5000) -> None:
        """Open nothing yet; SQLite's folder is made so that the first connection can create the file."""
        parsed = sa.engine.make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.sqlite = parsed.get_backend_name() == "sqlite"
        self.url = parsed
        if self.sqlite:
            Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
            arguments: dict[str, Any] = {"timeout": busy_ms / 1000, "check_same_thread": False}
        else:
            # NOTE: without an encoding of its own the driver follows the server's, and breaks on one that is not UTF-8.
            arguments = {"connect_timeout": 2, "options": PG_OPTIONS, "client_encoding": "utf8"}
        self.engine = sa.create_engine(
            parsed, connect_args=arguments, pool_size=pool_size, max_overflow=2, pool_timeout=2, hide_parameters=True
        )
        if self.sqlite:
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)
        self._bell = open_bell(parsed)
        self._writer = self.engine.execution_options(sifa_write=True)
        reading = {} if self.sqlite else {"postgresql_readonly": True}
        self._reader = self.engine.execution_options(**reading)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One writing transaction: committed when the block ends, rolled back when it raises.

        A block that wrote facts marks the session with `ring`, so that the relay is woken after the commit.
        """
        with Session(self._writer, expire_on_commit=False, autoflush=False) as session:
            with session.begin():
                yield session
            if session.info.get("ring"):
                self._bell.ring()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One read-only transaction."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close every pooled connection and the bell's."""
        self._bell.close()
        self.engine.dispose()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # NOTE: synchronous=NORMAL would lose acknowledged commits at a power cut.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # NOTE: a deferred transaction that reads and then writes fails with BUSY_SNAPSHOT whatever the time-out.
    writing = connection.get_execution_options().get("sifa_write", False)
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
