"""`python -m tests.delivery.sweeper COMMAND…`: run a command, then end every process that it left behind.

It must not outlive its caller: it also sweeps when told to stop and when its standard input closes.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.servers.processes import is_alive

PR_SET_CHILD_SUBREAPER, GRACE, LOOK = 36, 15.0, 0.05


def main(command: list[str]) -> int:
    """Exit code of the command; 143 when it was ended before its end."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(1))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    while process.poll() is None and not stopping and not _caller_is_gone():
        pass
    for number, seconds in ((signal.SIGTERM, GRACE), (signal.SIGKILL, GRACE)):
        _sweep(number, time.monotonic() + seconds, process)
    code = process.poll()
    return 143 if code is None or code < 0 else code


def _caller_is_gone() -> bool:
    """Whether our standard input has ended; looks for a moment."""
    readable, _, _ = select.select([sys.stdin], [], [], LOOK)
    return bool(readable) and not os.read(sys.stdin.fileno(), 1)


def _sweep(number: int, ends: float, process: subprocess.Popen[bytes]) -> None:
    """One signal to each descendant; orphans among them are our children, because we adopt them."""
    sent: set[int] = set()
    while (left := _descendants()) and time.monotonic() < ends:
        for pid in set(left) - sent:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        sent |= set(left)
        process.poll()
        select.select([], [], [], LOOK)


def _descendants() -> list[int]:
    """Everything below this process that still runs."""
    found = [os.getpid()]
    for pid in found:
        with suppress(FileNotFoundError, ProcessLookupError):
            found += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split())
    return [pid for pid in found[1:] if is_alive(pid)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
