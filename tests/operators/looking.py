"""Look with one check, outside of the doctor's threads. It must not hold assertions."""

from __future__ import annotations

from typing import Any

from chassis.doctor.check import Check


def looked(check: Check[Any], subject: Any) -> list[tuple[str, str]]:
    """Level and text of what the check finds."""
    return [(found.level.name, found.what) for found in check.look(subject)]
