"""`python -m tests.architecture.file_sizes`: no file above 400 lines, none above 250 without a written reason.

It must not count generated files.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("chassis", "gateway", "services", "tests", "proto", "deploy")
LIMIT, ASKS_FOR_REASON = 400, 250


def line_counts(root: Path) -> dict[str, int]:
    """Lines of every Python file of the project, by path below the root."""
    files = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*.py"))]
    return {path.relative_to(root).as_posix(): path.read_bytes().count(b"\n") for path in files}


def find_faults(counts: dict[str, int], reasons: dict[str, str]) -> list[str]:
    """What is too long, and what is excused without need."""
    faults = [f"{path}: {lines} lines, {LIMIT} at most" for path, lines in counts.items() if lines > LIMIT]
    for path, lines in counts.items():
        if ASKS_FOR_REASON < lines <= LIMIT and not reasons.get(path):
            faults.append(f"{path}: {lines} lines; split it or give a reason in pyproject.toml [tool.sifa.long-files]")
    faults += [f"{path}: no longer needs its excuse" for path in reasons if counts.get(path, 0) <= ASKS_FOR_REASON]
    return faults


def main() -> int:
    """Print the faults and the size of the chassis; 1 when there are faults."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    counts = line_counts(ROOT)
    faults = find_faults(counts, configuration["tool"]["sifa"]["long-files"])
    for fault in faults:
        print(fault, file=sys.stderr)
    chassis = [lines for path, lines in counts.items() if path.startswith("chassis/")]
    print(f"chassis: {sum(chassis)} lines in {len(chassis)} files; project: {sum(counts.values())} in {len(counts)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
