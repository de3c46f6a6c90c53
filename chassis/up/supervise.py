"""Keep several child processes running: prefixed lines, restart with backoff, one clean stop.

It must not know what its children do, and must stay single-threaded (see `chassis.up.child`).
"""

from __future__ import annotations

import contextlib
import json
import selectors
import signal
import socket
import time
from collections.abc import Callable, Sequence
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path

from chassis.up.child import CHUNK, Child, why

FIRST_DELAY, LAST_DELAY, STEADY, GRACE = 0.2, 5.0, 10.0, 10.0
LOG_BYTES, LOG_FILES = 10 * 1024 * 1024, 3


class Supervisor:
    """Keeps children running until told to stop; `stopping` turns true on SIGINT, SIGTERM and SIGHUP."""

    def __init__(self, run: Path, logs: Path, say: Callable[[str, str], None], *, grace: float = GRACE) -> None:
        self.stopping, self.exits = False, dict[str, int]()
        self._pids, self._logs, self._say, self._grace = run / "up.pid.json", logs, say, grace
        self._commands, self._files = dict[str, Sequence[str]](), dict[str, RotatingFileHandler]()
        self._running, self._due, self._delay = dict[str, Child](), dict[str, float](), dict[str, float]()
        self._selector = selectors.DefaultSelector()
        self._wake, self._woken = socket.socketpair()
        for end in (self._wake, self._woken):
            end.setblocking(False)
        self._selector.register(self._woken, selectors.EVENT_READ, lambda: self._woken.recv(CHUNK))
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, *_: object) -> None:
        self.stopping = True

    def add(self, name: str, command: Sequence[str]) -> None:
        """Start a child now and keep it running."""
        path = self._logs / f"{name}.log"
        self._files[name] = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
        self._commands[name] = command
        self._start(name)

    def wait(self, done: Callable[[], bool], limit: float, look: float = 0.05) -> bool:
        """Supervise until `done` (asked every `look` seconds), the limit in seconds or a stop signal; tell if done."""
        end = time.monotonic() + limit
        while not self.stopping and time.monotonic() < end:
            if done():
                return True
            self._turn(look)
        return False

    def run(self) -> None:
        """Supervise until a stop signal."""
        while not self.stopping:
            self._turn(1.0)

    def stop(self) -> None:
        """SIGTERM to all, SIGKILL to what is left after the grace, and wait for every one of them."""
        self.stopping = True
        for number in (signal.SIGTERM, signal.SIGKILL):
            end = time.monotonic() + self._grace
            for child in self._running.values():
                child.process.send_signal(number)
            while self._running and time.monotonic() < end:
                self._turn(0.1)
        self._pids.unlink(missing_ok=True)

    def _turn(self, timeout: float) -> None:
        """Start what is due, then handle output and ends for at most `timeout` seconds."""
        now = time.monotonic()
        for name in [name for name, due in self._due.items() if due <= now and not self.stopping]:
            self._start(name)
        waits = [due - now for due in self._due.values() if not self.stopping]
        for key, _ in self._selector.select(min([timeout, *waits])):
            if self._selector.get_map().get(key.fileobj) == key:
                key.data()

    def _start(self, name: str) -> None:
        self._due.pop(name, None)
        child = self._running[name] = Child(self._commands[name], self._files[name])
        self._selector.register(child.pipe, selectors.EVENT_READ, partial(self._read, name, child))
        self._selector.register(child.pidfd, selectors.EVENT_READ, partial(self._ended, name, child))
        self._write_pids()

    def _read(self, name: str, child: Child) -> None:
        lines, is_open = child.read()
        for line in lines:
            self._say(name, line)
        if not is_open:
            self._selector.unregister(child.pipe)

    def _ended(self, name: str, child: Child) -> None:
        """Pass on the last lines, say why it ended and plan its return."""
        with contextlib.suppress(KeyError):
            self._selector.unregister(child.pipe)
        self._selector.unregister(child.pidfd)
        del self._running[name]
        lines, code = child.close()
        for line in lines:
            self._say(name, line)
        self.exits[name] = code
        self._write_pids()
        if self.stopping:
            return
        lived = time.monotonic() - child.started
        delay = FIRST_DELAY if lived >= STEADY else self._delay.get(name, FIRST_DELAY)
        self._delay[name] = min(delay * 2, LAST_DELAY)
        self._due[name] = time.monotonic() + delay
        self._say("up", f"{name} (pid {child.process.pid}) died: {why(code)}; starts again in {delay:.1f} s")

    def _write_pids(self) -> None:
        pids = {name: child.process.pid for name, child in self._running.items()}
        draft = self._pids.with_suffix(".new")
        draft.write_text(json.dumps(pids), encoding="utf-8")
        draft.rename(self._pids)
