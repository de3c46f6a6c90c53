"""A RabbitMQ or PostgreSQL that a proof may crash, freeze, starve, wipe and start again at the same address.

It must not be shared: it belongs to one case.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from tests.proofs.processes import Faulty
from tests.servers.postgres import PostgresServer
from tests.servers.private import LOOPBACK, await_port, end, launch
from tests.servers.processes import is_alive
from tests.servers.rabbitmq import RabbitServer

GONE_LIMIT, ANSWER_LIMIT = 20.0, 30.0


class Program:
    """One server program, which somebody else started and will look for at the end."""

    def __init__(self, pid: int, port: int, command: Sequence[str | Path], env: Mapping[str, str], log: Path) -> None:
        """`command` starts it again."""
        self._pid, self._port, self._command, self._env, self._log = pid, port, command, env, log
        owner = pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid)
        self._user = None if owner.pw_uid == os.geteuid() else owner.pw_name
        self._again: subprocess.Popen[bytes] | None = None

    def crash(self, number: int = signal.SIGKILL) -> None:
        """End it and wait until it is gone, with its children."""
        everyone = _family(self._pid)
        os.kill(self._pid, number)
        last = time.monotonic() + GONE_LIMIT
        while any(map(is_alive, everyone)):
            if time.monotonic() > last:
                raise Faulty(f"{self._log.stem} does not end")
            time.sleep(0.02)
        if self._again is not None:
            self._again.wait()

    def begin(self) -> None:
        """Start it again without waiting."""
        self._again = launch(self._command, self._log, env=self._env, user=self._user)
        self._pid = self._again.pid

    def start(self) -> None:
        """Start it again and wait until its port is open."""
        self.begin()
        if self._again is not None:
            await_port(self._again, self._port, self._log)

    def freeze(self) -> None:
        """SIGSTOP to it and all its children: connections stay open, nobody answers."""
        for pid in _family(self._pid):
            _send(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        for pid in _family(self._pid):
            _send(pid, signal.SIGCONT)

    def close(self) -> None:
        """End what was started here; the first program is ended by whoever started it."""
        self.thaw()
        if self._again is not None:
            end(self._again, signal.SIGQUIT)


class Broker(Program):
    """RabbitMQ."""

    def __init__(self, server: RabbitServer) -> None:
        """`server` runs."""
        self._server, self._folder = server, Path(server.env["HOME"])
        log = self._folder / "rabbitmq.log"
        super().__init__(server.pid, server.port, [server.sbin / "rabbitmq-server"], server.env, log)
        self.url = server.url("v0")

    def wipe(self) -> None:
        """Delete all its data while it is down; at its start it gets its users and vhosts back, and nothing else."""
        shutil.rmtree(self._folder / "mnesia")

    def block(self) -> None:
        """Raise the memory alarm: it takes connections and blocks whoever publishes."""
        self._server.control("set_vm_memory_high_watermark", "0")

    def unblock(self) -> None:
        """Take the alarm back."""
        self._server.control("set_vm_memory_high_watermark", "0.4")


class Cluster(Program):
    """PostgreSQL."""

    def __init__(self, server: PostgresServer) -> None:
        """`server` runs; its command line tells how to start it again."""
        command = Path(f"/proc/{server.pid}/cmdline").read_text(encoding="utf-8").split("\0")[:-1]
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        log = server.socket_folder / "postgresql.log"
        super().__init__(server.pid, server.port, command, environment, log)
        self.server = server

    def hold_writer(self) -> None:
        """Stop the WAL writer: what no session brings to the disk by itself stays in memory until the crash."""
        for pid in self._writer():
            _send(pid, signal.SIGSTOP)

    def crash(self, number: int = signal.SIGQUIT) -> None:
        """Immediate shutdown: no checkpoint, recovery from the WAL at the next start."""
        for pid in self._writer():
            _send(pid, signal.SIGQUIT)
            _send(pid, signal.SIGCONT)
        super().crash(number)

    def _writer(self) -> list[int]:
        """The WAL writer, if there is one: a cluster that recovers from a crash has none."""
        return [pid for pid in _family(self._pid)[1:] if "walwriter" in _title(pid)]

    def start(self) -> None:
        """Start it again and wait until it takes connections."""
        super().start()
        last = time.monotonic() + ANSWER_LIMIT
        while True:
            try:
                psycopg.connect(host=LOOPBACK, port=self.server.port, user="postgres", connect_timeout=2).close()
            except psycopg.OperationalError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.05)
            else:
                return


def _send(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _family(pid: int) -> list[int]:
    """The process and its descendants, as the kernel lists them."""
    found = [pid]
    for each in found:
        try:
            text = Path(f"/proc/{each}/task/{each}/children").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            continue
        found += [int(child) for child in text.split()]
    return found
