"""Keep retries a small share of the calls, so that they do not press down a backend that is struggling.

It must not know why a call failed.
"""

from __future__ import annotations

SHARE, RESERVE = 0.2, 10.0


class RetryBudget:
    """Each call earns a fifth of a retry, and at most ten are saved up for a restart of the backend."""

    def __init__(self) -> None:
        self._saved = RESERVE

    def earn(self) -> None:
        """A call was made."""
        self._saved = min(RESERVE, self._saved + SHARE)

    def spend(self) -> bool:
        """Whether one more retry may be made; it is then counted."""
        if self._saved < 1:
            return False
        self._saved -= 1
        return True
