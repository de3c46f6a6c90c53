"""Let running servers tell each other which addresses they took. It must not decide who listens where."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path


def publish_address(file: Path, name: str, address: str) -> None:
    """Set one server's address in the shared file; readers see the old file or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        taken = _read(file)
        taken[name] = address
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(taken, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        fresh.replace(file)


def _read(file: Path) -> dict[str, str]:
    """The addresses written so far; a missing or damaged file counts as empty, for its servers will write again."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(address) for name, address in found.items()} if isinstance(found, dict) else {}
