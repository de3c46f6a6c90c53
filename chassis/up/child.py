"""One child process that cannot outlive its parent, with its pipe, its pidfd and its log file.

It must not decide when a child starts again. NOTE: start children from one thread of a single-threaded process:
the kernel sends the parent-death signal when the *thread* that forked ends, and Python between fork and exec is unsafe
beside other threads.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from functools import partial
from logging.handlers import RotatingFileHandler

CHUNK = 65536
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def die_with_parent(parent: int, number: int = signal.SIGKILL) -> None:
    """Between fork and exec: ask for a signal when the parent ends, and end at once if it already has."""
    _LIBC.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(127)


def why(code: int) -> str:
    """How a process ended, for people."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


class Child:
    """A running process. Its standard output and error come as lines and are kept in `log`."""

    def __init__(self, command: Sequence[str], log: RotatingFileHandler) -> None:
        self.started, self._log, self._rest = time.monotonic(), log, b""
        # A group of its own: Ctrl-C reaches the supervisor alone, and what a dead child left behind can be swept.
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
            process_group=0,
            preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509 (single-threaded, see above)
        )
        if self.process.stdout is None:
            raise RuntimeError("the child has no pipe")
        self.pipe = self.process.stdout
        os.set_blocking(self.pipe.fileno(), False)
        self.pidfd = os.pidfd_open(self.process.pid)

    def read(self) -> tuple[list[str], bool]:
        """Whole lines of the next chunk, and whether more may come at once or later."""
        data = self.pipe.read(CHUNK)
        *lines, self._rest = (self._rest + (data or b"")).split(b"\n")
        return self._keep(lines), data != b""

    def close(self) -> tuple[list[str], int]:
        """After the end: sweep the process group, take the last lines, free everything; lines and exit code."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        last = b"".join(iter(lambda: self.pipe.read(CHUNK) or b"", b""))
        lines = self._keep([line for line in (self._rest + last).split(b"\n") if line])
        os.close(self.pidfd)
        self.pipe.close()
        return lines, self.process.wait()

    def _keep(self, lines: list[bytes]) -> list[str]:
        texts = [line.decode("utf-8", "replace") for line in lines]
        for text in texts:
            self._log.handle(logging.makeLogRecord({"msg": text}))
        return texts
