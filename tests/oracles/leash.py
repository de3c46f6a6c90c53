"""Start a program that ends with this process, also beside threads that call into gRPC. It must not wait for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# NOTE: not `preexec_fn`, which forks: a fork beside threads that call into gRPC does not live to see its exec.
_LEASH = (
    "import os, sys; from chassis.up.child import die_with_parent;"
    "die_with_parent(int(sys.argv[1]), 9); os.execv(sys.argv[2], sys.argv[2:])"
)


def launch_leashed(
    command: Sequence[str | Path], log: Path, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """The running program; it writes to `log`. NOTE: call it from the main thread alone."""
    leashed = [sys.executable, "-c", _LEASH, str(os.getpid()), *map(str, command)]
    with log.open("wb") as output:
        return subprocess.Popen(
            leashed, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, process_group=0
        )
