"""A supervisor of stand-in children as a process of its own: `python -m tests.unit.supervise.house FOLDER SCRIPT…`.

It must not be imported by what it stands in for.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chassis.up.supervise import Supervisor


def main() -> None:
    """Run one child per script until told to stop; children are called a, b and c."""
    folder = Path(sys.argv[1])
    supervisor = Supervisor(folder, folder, lambda name, line: print(f"{name}| {line}", flush=True), grace=2)
    try:
        for letter, script in zip("abc", sys.argv[2:], strict=False):
            supervisor.add(letter, [sys.executable, "-u", "-c", script])
        supervisor.run()
    finally:
        supervisor.stop()
    print("house| stopped", flush=True)


if __name__ == "__main__":
    main()
