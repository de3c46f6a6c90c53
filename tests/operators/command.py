"""Run `sifa` as an operator does: a process of its own, an environment of its own, a time limit.

It must not know any command.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SIFA = (sys.executable, "-m", "chassis.cli.main")


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def clean(own: Mapping[str, str]) -> dict[str, str]:
    """The environment of the tests without their SIFA_ settings, and the given one."""
    return {**{key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}, **own}


def sifa(own: Mapping[str, str], *arguments: str, **options: Any) -> Done:
    """Run one command to its end. Raises subprocess.TimeoutExpired after a minute."""
    done = subprocess.run(
        [*SIFA, *arguments], env=clean(own), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        timeout=60, check=False, **options,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def refused(done: Done, *words: str) -> None:
    """The one way in which every command refuses a configuration."""
    assert done.code == 78, done.err
    assert all(word in done.err for word in words), done.err
    assert "Traceback" not in done.err
