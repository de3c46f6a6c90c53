"""`sifa consume NAME…`: replace this process by the nameko consumer, which patches the interpreter first.

It must not import anything of the consumer itself.
"""

from __future__ import annotations

import os
import sys

from chassis.cli.main import Command


def run(names: list[str]) -> int:
    """Never returns when it succeeds."""
    os.execv(  # noqa: S606 - the same interpreter, no shell wanted
        sys.executable, [sys.executable, "-m", "chassis.consumer", *names]
    )


COMMAND = Command("receive events of other services for the named services", run)
