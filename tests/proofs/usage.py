"""Memory and processor time of a process, as the kernel counts them. It must not signal anything."""

from __future__ import annotations

import os
import re
from pathlib import Path


def most_memory(pid: int) -> int:
    """Bytes of the largest resident set so far."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(found[1]) * 1024 if found else 0


def cpu_seconds(pid: int) -> float:
    """Processor time so far, of all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
