"""What a client of the proof knows: every request before it was sent, every answer after it came.

It must not say `ack` before the line is on the disk.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

TRY, DOUBT, ACK, REFUSED = "try", "doubt", "ack", "refused"


class ClientLog:
    """Append-only file of one client."""

    def __init__(self, file: Path) -> None:
        """Opened at once; lines of several threads do not mix."""
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._lock = threading.Lock()

    def write(self, what: str, request_id: str, *, method: str, name: str = "") -> None:
        """One line, durable when this returns."""
        row = {"what": what, "at": time.monotonic(), "id": request_id, "method": method, "name": name}
        line = json.dumps(row) + "\n"
        with self._lock:
            os.write(self._file, line.encode())
        if what in (TRY, ACK):
            os.fsync(self._file)


@dataclass(slots=True)
class Told:
    """All that was logged about one request id; the times are of the clock that all processes share."""

    method: str
    tried: float = 0.0
    answered: float = 0.0
    doubts: int = 0
    names: set[str] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)


def read_client_logs(files: Iterable[Path]) -> dict[str, Told]:
    """Every request ever tried, by id."""
    found: dict[str, Told] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            told = found.setdefault(row["id"], Told(row["method"], tried=row["at"]))
            if row["what"] == DOUBT:
                told.doubts += 1
            elif row["what"] == ACK:
                told.names.add(row["name"])
                told.answered = told.answered or row["at"]
            elif row["what"] == REFUSED:
                told.refusals.append(row["name"])
    return found


def count_acks(file: Path) -> int:
    """How many requests were answered so far."""
    return file.read_bytes().count(b'"what": "ack"') if file.exists() else 0
