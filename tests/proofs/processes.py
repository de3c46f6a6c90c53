"""The roles of sifa as real processes: start, kill by pid, start again what died, stop in order.

It must not be used from more than one thread: the kernel ends children with the thread that made them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from chassis.up.child import die_with_parent

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
PAUSE, GRACE, LOOK = 0.2, 12.0, 0.03
TEMPORARY = 75  # EX_TEMPFAIL: a supervisor starts it again


class Faulty(Exception):
    """Something that no fault injection explains; the proof is red."""


class Crew:
    """Named processes that run until they are stopped; each restart appends to the same log file."""

    def __init__(self, folder: Path, tree: Path, environment: Mapping[str, str]) -> None:
        """`tree` is where the code is imported from, `folder` takes one log per process."""
        self.folder, self.tree, self.environment = folder, tree, dict(environment)
        self.kills, self.crashes, self.deferrals = Counter[str](), Counter[str](), Counter[str]()
        self.may_defer = False
        self._commands: dict[str, Sequence[str]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._due: dict[str, float] = {}
        self._killed: set[int] = set()

    def add(self, name: str, *arguments: str) -> None:
        """Start `sifa` with the arguments now and keep it running."""
        self._commands[name] = ("-m", "chassis.cli.main", *arguments)
        self._start(name)

    def run_once(self, name: str, *arguments: str, limit: float = 60) -> None:
        """Run one command of `sifa` to its end. Raises Faulty when it fails."""
        self._commands[name] = ("-m", "chassis.cli.main", *arguments)
        self._start(name)
        code = self._running.pop(name).wait(limit)
        del self._commands[name]
        if code:
            raise Faulty(f"sifa {' '.join(arguments)} ended with {code}: {self.log(name)[-500:]}")

    def kill(self, name: str) -> bool:
        """SIGKILL; False when the process is down already."""
        process = self._running.get(name)
        if process is None or process.poll() is not None:
            return False
        self._killed.add(process.pid)
        process.kill()
        self.kills[name] += 1
        return True

    def pid(self, name: str) -> int:
        """The process of a role as it runs now; 0 while it is down."""
        process = self._running.get(name)
        return process.pid if process is not None and process.poll() is None else 0

    def signal(self, name: str, number: int) -> None:
        """Send a signal to a running role, for example SIGSTOP."""
        self._running[name].send_signal(number)

    def leave(self, name: str) -> None:
        """Stop one role in order and do not start it again. Raises Faulty when it does not stop."""
        process = self._running.pop(name)
        del self._commands[name]
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Faulty(f"{name} did not stop on SIGTERM within {GRACE:.0f} s") from None

    def turn(self) -> None:
        """Start again what died. Raises Faulty for an end that is neither our kill nor a failpoint's.

        With `may_defer` a process may also give up for now, because its database is not there when it starts.
        """
        now = time.monotonic()
        for name, process in list(self._running.items()):
            code = process.poll()
            if code is None:
                continue
            del self._running[name]
            if self.may_defer and code == TEMPORARY:
                self.deferrals[name] += 1
            elif process.pid not in self._killed:
                if code != -signal.SIGKILL or "SIFA_FAILPOINTS" not in self.environment:
                    raise Faulty(f"{name} ended by itself with {code}: {self.log(name)[-800:]}")
                self.crashes[name] += 1
            self._due[name] = now + PAUSE
        for name in [name for name, due in self._due.items() if due <= now]:
            del self._due[name]
            self._start(name)

    def wait(self, done: Callable[[], object], limit: float) -> bool:
        """Keep everything running until `done` is true, at most `limit` seconds; whether it became true."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            self.turn()
            if done():
                return True
            time.sleep(LOOK)
        return False

    def stop(self) -> None:
        """SIGTERM to all and wait. Raises Faulty naming those that had to be killed after all."""
        for process in self._running.values():
            process.terminate()
        stubborn, end = [], time.monotonic() + GRACE
        for name, process in self._running.items():
            try:
                process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                stubborn.append(name)
        self.abandon()
        if stubborn:
            raise Faulty(f"did not stop on SIGTERM within {GRACE:.0f} s: {', '.join(stubborn)}")

    def abandon(self) -> None:
        """SIGKILL whatever still runs."""
        for process in self._running.values():
            process.kill()
            process.wait()
        self._running.clear()
        self._due.clear()
        self._commands.clear()

    def log(self, name: str) -> str:
        """What a process has written so far, over all its lives."""
        file = self.folder / f"{name}.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def count_in_logs(self, text: str) -> int:
        """How often a text stands in the logs of all processes."""
        return sum(file.read_bytes().count(text.encode()) for file in self.folder.glob("*.log"))

    def _start(self, name: str) -> None:
        self._running[name] = launch(self._commands[name], self.folder / f"{name}.log", self.tree, self.environment)


def launch(
    command: Sequence[str], log: Path, tree: Path, environment: Mapping[str, str], *, python: str = sys.executable
) -> subprocess.Popen[bytes]:
    """Start Python in the tree, whose packages come first; it is killed when this process ends."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [python, *command],
            cwd=tree,
            env={**ENVIRONMENT, "PYTHONPATH": str(tree), **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509 (this process has one thread)
        )
