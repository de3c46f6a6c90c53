"""Measure what a tree of processes really costs in memory.

It must not name services or roles: it knows process ids only.
"""

from __future__ import annotations

from pathlib import Path

PROC = Path("/proc")


def descendants(pid: int) -> list[int]:
    """The process itself and everything below it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdecimal() and (stat := _read(entry / "stat")):
            parent = int(stat.rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for each in found:
        found.extend(children.get(each, []))
    return found


def pss_kib(pid: int) -> int:
    """Proportional set size of one process in KiB; 0 when it is gone or not ours to look at."""
    for line in _read(PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def tree_mib(pid: int) -> float:
    """Proportional set size of a whole tree in MiB."""
    return sum(pss_kib(each) for each in descendants(pid)) / 1024


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
