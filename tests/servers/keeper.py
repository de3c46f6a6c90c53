"""One PostgreSQL and one RabbitMQ for a whole test run, shared by all its workers and started when first needed.

It must not outlive the run: each keeper process watches the process that owns the run and takes its server with it.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from tests.servers.postgres import PostgresServer, postgres
from tests.servers.private import ServerUnavailableError
from tests.servers.rabbitmq import RabbitServer, rabbitmq

KINDS: dict[str, Callable[[], AbstractContextManager[PostgresServer | RabbitServer]]] = {
    # Hundreds of databases are made in a run: checkpoints among them hold everybody up on a slow disk.
    "postgres": partial(postgres, settings={"checkpoint_timeout": "1h", "max_wal_size": "4GB"}),
    "rabbitmq": rabbitmq,
}
ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"}
LIMIT = 90.0


class SharedServers:
    """The servers of one run, found through a folder that all its workers know."""

    def __init__(self, folder: Path, owner: int) -> None:
        self.folder, self.owner = folder, owner
        (folder / "claims").mkdir(exist_ok=True)

    def postgres(self) -> PostgresServer:
        """The run's PostgreSQL, started now if it is not there. Raises ServerUnavailableError."""
        row = self._await("postgres")
        row |= {"bin": Path(row["bin"]), "socket_folder": Path(row["socket_folder"])}
        return PostgresServer(**row)

    def rabbitmq(self) -> RabbitServer:
        """The run's RabbitMQ, started now if it is not there. Raises ServerUnavailableError."""
        row = self._await("rabbitmq")
        return RabbitServer(**row | {"sbin": Path(row["sbin"])})

    def start(self) -> None:
        """Start both without waiting, so that they come up side by side."""
        for kind in KINDS:
            self._start(kind)

    def claim_vhost(self) -> str:
        """AMQP URL of an empty vhost that nobody else in this run has."""
        server = self.rabbitmq()
        for vhost in server.stocked_vhosts():
            with suppress(FileExistsError):
                (self.folder / "claims" / vhost).touch(exist_ok=False)
                return server.url(vhost)
        vhost = f"extra-{os.getpid()}-{time.monotonic_ns()}"
        server.control("add_vhost", vhost)
        server.control("set_permissions", "-p", vhost, "guest", ".*", ".*", ".*")
        return server.url(vhost)

    def stop(self) -> None:
        """End the keepers, and with them their servers, and wait for that."""
        for kind in KINDS:
            file = self.folder / f"{kind}.pid"
            if file.exists():
                with suppress(ProcessLookupError):
                    pidfd = os.pidfd_open(int(file.read_text(encoding="utf-8")))
                    signal.pidfd_send_signal(pidfd, signal.SIGTERM)
                    select.select([pidfd], [], [], 30)
                    os.close(pidfd)

    def _start(self, kind: str) -> None:
        with (self.folder / f"{kind}.lock").open("w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self.folder / f"{kind}.pid").exists():
                command = [sys.executable, "-m", "tests.servers.keeper", kind, str(self.folder), str(self.owner)]
                log = (os.POSIX_SPAWN_OPEN, 1, str(self.folder / f"{kind}.log"), os.O_CREAT | os.O_WRONLY, 0o600)
                actions = [log, (os.POSIX_SPAWN_DUP2, 1, 2)]
                pid = os.posix_spawn(command[0], command, ENVIRONMENT, file_actions=actions, setsid=True)
                (self.folder / f"{kind}.pid").write_text(str(pid), encoding="utf-8")

    def _await(self, kind: str) -> dict[str, Any]:
        self.start()
        ready = self.folder / f"{kind}.json"
        last = time.monotonic() + LIMIT
        while not ready.exists():
            if time.monotonic() > last:
                log = (self.folder / f"{kind}.log").read_text(encoding="utf-8", errors="replace")
                raise ServerUnavailableError(f"{kind} did not start:\n{log[-2000:]}")
            time.sleep(0.05)
        found: dict[str, Any] = json.loads(ready.read_text(encoding="utf-8"))
        return found


def keep(kind: str, folder: Path, owner: int) -> None:
    """Hold one server until SIGTERM or until the owner of the run ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    pidfd = os.pidfd_open(owner)
    with KINDS[kind]() as server:
        draft = folder / f"{kind}.new"
        draft.write_text(json.dumps(asdict(server), default=str), encoding="utf-8")
        draft.rename(folder / f"{kind}.json")
        select.select([pidfd], [], [])


if __name__ == "__main__":
    keep(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
