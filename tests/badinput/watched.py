"""A whole system that is watched from outside: its processes, their memory, the rows of its database, its logs.

It must not send bad input itself.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.running import Running
from tests.servers.processes import wait_for

# Renewed by the minute, or numbered in the background after an accepted request.
IN_MOTION = frozenset({"lease", "event_head", "event_log", "api_key", "sqlite_sequence"})
# A refusal leaves no row; that it was asked for may be noted.
NOTED = frozenset({"audit_entry", "request_reply"})
# What the gateway logs of an exception that nobody foresaw.
GATEWAY_FAILED = re.compile(r"request \S+ failed: ")
LARGEST_GROWTH = 64 * 1024
# How far a log goes, or a place that nobody reaches while a fact of it has no number yet.
HEADS = """
    SELECT service, CASE WHEN EXISTS (SELECT 1 FROM event_log WHERE position IS NULL) THEN -1 ELSE position END
    FROM event_head
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The system and how it was when the watch began."""

    system: Running
    pids: Mapping[str, int]
    memory: Mapping[str, int]
    names: Mapping[str, str]
    tokens: Mapping[str, str]
    target: str

    def rows(self) -> dict[str, str]:
        """A fingerprint of every table of legal aid that a refusal must leave alone, once nobody has news for it."""
        wait_for(self.is_quiet, "everybody heard everything", 200)
        with _opened(self.system.var / "legal_aid.sqlite") as database:
            listed = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            tables = sorted({name for (name,) in listed} - IN_MOTION - NOTED)
            return {name: _fingerprint(database, name) for name in tables}

    def is_quiet(self) -> bool:
        """Whether every fact is numbered and whoever listens has applied it."""
        files = sorted(self.system.var.glob("*.sqlite"))
        heads = {service: position for file in files for service, position in _read(file, HEADS)}
        cursors = [row for file in files for row in _read(file, "SELECT source, applied FROM cursor")]
        return all(heads[source] == applied for source, applied in cursors)

    def logs(self) -> str:
        """Everything that any process has written."""
        files = sorted((self.system.var / "log").glob("*"))
        return self.system.log() + "".join(file.read_text(encoding="utf-8", errors="replace") for file in files)

    def assert_sound(self) -> None:
        """The same processes as in the beginning, none of which has grown by 64 MiB."""
        assert dict(self.system.roles()) == dict(self.pids)
        grown = {role: memory_of(pid) - self.memory[role] for role, pid in self.pids.items()}
        assert max(grown.values()) < LARGEST_GROWTH, grown
        assert "internal error" not in self.system.log()
        assert not GATEWAY_FAILED.search(self.system.log())


def memory_of(pid: int) -> int:
    """Resident memory in KiB."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1])


def _opened(file: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True))


def _read(file: Path, query: str) -> list[tuple[str, int]]:
    with _opened(file) as database:
        return database.execute(query).fetchall()


def _fingerprint(database: sqlite3.Connection, table: str) -> str:
    rows = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
    return f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
