"""Turn an expected failure of any command into one line and an exit code.

It must not load a library to know its failures: what was never imported has not failed.
"""

from __future__ import annotations

import sys
from typing import Any

EXIT_FAILED, EXIT_USAGE, EXIT_LATER, EXIT_CONFIG = 1, 2, 75, 78
HELD = "somebody else holds what this command needs (is it running already?); try again later"
_LOCK_NOT_AVAILABLE = "55P03"


def explain(error: Exception) -> tuple[str, int] | None:
    """The line and the exit code; None for a failure that nobody expected, whose place must be seen."""
    if type(error).__name__ in ("SettingsError", "ManifestError", "KeyMissing"):
        return str(error), EXIT_CONFIG
    if type(error).__name__ == "ZoneInfoNotFoundError":
        return "the time zone data of this machine lack Asia/Shanghai; install the package tzdata", EXIT_CONFIG
    if isinstance(error, OSError) and not isinstance(error, TimeoutError):
        return _of_files(error), EXIT_FAILED
    alchemy: Any = sys.modules.get("sqlalchemy.exc")
    if alchemy is not None and isinstance(error, alchemy.OperationalError | alchemy.TimeoutError):
        return _of_database(error), EXIT_LATER
    return None


def _of_files(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or type(error).__name__}"


def _of_database(error: Any) -> str:
    """NOTE: the driver's own text may hold the address and the statement's values."""
    cause = getattr(error, "orig", None)
    held = getattr(cause, "sqlstate", None) == _LOCK_NOT_AVAILABLE or "is locked" in str(cause)
    return HELD if held else "the database does not answer; see that it runs and that its address is right, then retry"
