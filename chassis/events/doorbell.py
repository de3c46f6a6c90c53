"""Ring after a commit that wrote facts, and wake the relay when somebody rang.

It must not be needed: the relay looks once a second anyway. On PostgreSQL the bell is a NOTIFY outside the transaction,
because a NOTIFY inside serialises all commits; on SQLite it is the file's data version.
"""

from __future__ import annotations

import threading
import time
from typing import Protocol

import psycopg
import sqlalchemy as sa

CHANNEL = "sifa_events"
_SQLITE_STEP = 0.02


class Bell(Protocol):
    """What a unit of work rings after its commit."""

    def ring(self) -> None:
        """Tell the relay that there may be something new; must never fail or wait."""

    def close(self) -> None:
        """Give back what ringing holds; the next ring takes it again."""


class SilentBell:
    """SQLite: the commit itself changes the file's data version."""

    def ring(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing is held."""


class NotifyBell:
    """PostgreSQL: one thread sends NOTIFY; rings that come while it sends are one ring."""

    def __init__(self, url: sa.URL) -> None:
        """The thread and its connection are made at the first ring."""
        self._dsn = _dsn(url)
        self._rung = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def ring(self) -> None:
        """Wake the thread."""
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="doorbell", daemon=True)
                    self._thread.start()
        self._rung.set()

    def close(self) -> None:
        """End the thread and its connection."""
        with self._lock:
            if self._thread is not None:
                self._closing.set()
                self._rung.set()
                self._thread.join(timeout=3)
                self._thread = None
                self._closing.clear()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._ring_on_one_connection()
            except psycopg.Error:
                self._closing.wait(1.0)

    def _ring_on_one_connection(self) -> None:
        with psycopg.connect(self._dsn, autocommit=True, connect_timeout=2) as connection:
            while self._rung.wait() and not self._closing.is_set():
                self._rung.clear()
                connection.execute(f"notify {CHANNEL}")


class Waker:
    """The relay's side: wait until somebody rang, at most so many seconds."""

    def __init__(self, url: sa.URL) -> None:
        """Connections are opened at the first wait and opened again after a failure."""
        self._url = url
        self._listening: psycopg.Connection | None = None
        self._engine: sa.Engine | None = None
        self._version = -1

    def wait(self, seconds: float) -> None:
        """Return early when somebody rang. Raises nothing: without a database it just waits."""
        try:
            if self._url.get_backend_name() == "sqlite":
                self._wait_file(seconds)
            else:
                self._wait_notify(seconds)
        except (psycopg.Error, sa.exc.SQLAlchemyError):
            self._listening, self._engine = None, None
            time.sleep(seconds)

    def close(self) -> None:
        """Close the connection; nobody waits any more."""
        if self._listening is not None:
            self._listening.close()
        if self._engine is not None:
            self._engine.dispose()

    def _wait_notify(self, seconds: float) -> None:
        if self._listening is None:
            self._listening = psycopg.connect(_dsn(self._url), autocommit=True, connect_timeout=2)
            self._listening.execute(f"listen {CHANNEL}")
            return
        for _ in self._listening.notifies(timeout=seconds, stop_after=1):
            pass

    def _wait_file(self, seconds: float) -> None:
        if self._engine is None:
            self._engine = sa.create_engine(self._url, poolclass=sa.StaticPool)
        ends = time.monotonic() + seconds
        with self._engine.connect() as connection:
            while time.monotonic() < ends:
                version = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
                connection.rollback()
                if version != self._version:
                    self._version = version
                    return
                time.sleep(_SQLITE_STEP)


def open_bell(url: sa.URL) -> Bell:
    """The bell that fits the database."""
    return SilentBell() if url.get_backend_name() == "sqlite" else NotifyBell(url)


def _dsn(url: sa.URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
