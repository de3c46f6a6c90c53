"""Make what a command prints arrive whole, or say that it did not, whatever terminal, locale or pipe stands behind it.

It must not swallow a full disk: only a reader that went away is no failure.
"""

from __future__ import annotations

import io
import os
import sys


def prepare_streams() -> None:
    """UTF-8 in every locale; a stream that the caller closed goes nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - as long as the process
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def flush_output() -> None:
    """Write what is still buffered. Raises OSError when it cannot be written, BrokenPipeError when nobody reads."""
    sys.stdout.flush()


def drop_output() -> None:
    """Forget what cannot be written, so that the interpreter does not try again when it ends."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
