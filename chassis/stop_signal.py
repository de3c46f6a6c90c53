"""Wait for the signal that ends a role, without a handler that could be lost or deadlock.

It must not be used in a process that starts others: they would inherit the blocked signals.
"""

from __future__ import annotations

import signal

STOPS = (signal.SIGTERM, signal.SIGINT)


def hold_stop_signals() -> None:
    """Keep SIGTERM and SIGINT pending for `await_stop_signal`; call it before the first thread starts."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)


def await_stop_signal() -> None:
    """Return when SIGTERM or SIGINT has come, even if it came long ago."""
    signal.sigwait(STOPS)
