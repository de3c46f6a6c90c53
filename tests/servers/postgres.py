"""A private PostgreSQL made from Debian's binaries: `with postgres() as server: server.create_database("x")`.

It must not touch a cluster that Debian's package made.
"""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers.private import LOOPBACK, await_port, end, free_ports, launch, private_folder

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
USER = "postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A running server; everybody on this machine may be its superuser `postgres` (trust)."""

    port: int
    pid: int
    bin: Path
    socket_folder: Path

    def url(self, database: str) -> str:
        """SQLAlchemy URL of one database over loopback."""
        return f"postgresql+psycopg://{USER}@{LOOPBACK}:{self.port}/{database}"

    def create_database(self, name: str) -> str:
        """Make an empty database and return its URL."""
        with psycopg.connect(
            host=LOOPBACK, port=self.port, user=USER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)


def postgres_binaries() -> Path | None:
    """Folder of the newest installed server programs, or None."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=lambda path: int(path.parent.name), default=None)


@contextmanager
def postgres(*, fsync: bool = True, settings: dict[str, str] | None = None) -> Iterator[PostgresServer]:
    """Run a server for the length of the `with`. `settings` are further lines of postgresql.conf."""
    binaries = postgres_binaries()
    if binaries is None:
        raise FileNotFoundError("the Debian package postgresql is not installed")
    user = _unprivileged()
    (port,) = free_ports(1)
    with private_folder("pg", owner=user) as folder:
        data, log = folder / "data", folder / "postgresql.log"
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True,
            capture_output=True,
            env=ENVIRONMENT,
            cwd="/",
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
        chosen = {
            "port": str(port),
            "listen_addresses": f"'{LOOPBACK}'",
            "unix_socket_directories": f"'{folder}'",
            "fsync": "on" if fsync else "off",
            "max_connections": "200",
            "shared_buffers": "64MB",
            "timezone": "'UTC'",
            **(settings or {}),
        }
        options = [option for key, value in chosen.items() for option in ("-c", f"{key}={value.strip(chr(39))}")]
        process = launch([binaries / "postgres", "-D", data, *options], log, env=ENVIRONMENT, user=user, dying=3)
        try:
            await_port(process, port, log)
            _await_answer(port)
            yield PostgresServer(port=port, pid=process.pid, bin=binaries, socket_folder=folder)
        finally:
            end(process, signal.SIGINT)


def _await_answer(port: int, limit: float = 30) -> None:
    """The port accepts before the database does: it refuses with CANNOT_CONNECT_NOW while it starts up."""
    last = time.monotonic() + limit
    while True:
        try:
            psycopg.connect(host=LOOPBACK, port=port, user=USER, dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(0.05)
        else:
            return


def _unprivileged() -> str | None:
    """The account to run under when this process is root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return USER if USER in known else "nobody"
