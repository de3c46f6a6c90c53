"""Start a server program for tests alone: free loopback ports, a folder of its own, no process left behind.

It must not use a server that somebody else started.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from chassis.up.child import die_with_parent
from chassis.up.ports import Listener, answers, settle

LOOPBACK = "127.0.0.1"


class ServerUnavailableError(Exception):
    """A server could not be started; the message says which and shows the end of its log."""


def free_ports(count: int) -> list[int]:
    """Distinct free loopback ports below the range of outgoing connections."""
    return [each.port for each in settle([Listener(f"{number}", "", LOOPBACK, 0) for number in range(count)])]


@contextmanager
def private_folder(name: str, *, owner: str | None = None) -> Iterator[Path]:
    """A short temporary path (sockets allow 107 bytes) that other users may enter, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"sifa-{name}-"))
    try:
        folder.chmod(0o711)
        if owner:
            shutil.chown(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def launch(
    command: Sequence[str | Path], log: Path, *, env: Mapping[str, str], user: str | None = None, dying: int = 9
) -> subprocess.Popen[bytes]:
    """Start a program that gets the signal `dying` when this process ends. NOTE: call it from the main thread alone."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=env,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            cwd="/",
            preexec_fn=partial(die_with_parent, os.getpid(), dying),  # noqa: PLW1509 (a test process, main thread)
        )


def await_port(process: subprocess.Popen[bytes], port: int, log: Path, *, limit: float = 60) -> None:
    """Wait until the program accepts connections. Raises ServerUnavailableError with the end of its log."""
    listener = Listener(log.name, "", LOOPBACK, port)
    last = time.monotonic() + limit
    while time.monotonic() < last and process.poll() is None:
        if answers(listener):
            return
        time.sleep(0.05)
    tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise ServerUnavailableError(f"{log.stem} did not start (exit code {process.poll()}):\n{tail}")


def end(process: subprocess.Popen[bytes], number: int, *, limit: float = 20) -> None:
    """Ask a program to end and make sure that it has."""
    if process.poll() is None:
        process.send_signal(number)
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
