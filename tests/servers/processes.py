"""Ask the kernel about processes and wait for what they do.

It must not end a process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and only waits for its parent to look does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in ("Z", "X")


def wait_for(look: Callable[[], T], what: str, limit: float = 30) -> T:
    """Look again and again until the answer is true. Raises AssertionError that names what did not happen."""
    last = time.monotonic() + limit
    while not (seen := look()):
        assert time.monotonic() < last, f"not within {limit} s: {what}"
        time.sleep(0.02)
    return seen


def wait_until_gone(pids: Iterable[int], limit: float = 30) -> None:
    """Wait until every process has ended."""
    left = list(pids)
    wait_for(lambda: not any(map(is_alive, left)), f"end of {left}", limit)
