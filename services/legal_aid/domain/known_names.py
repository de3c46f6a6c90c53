"""Under which names grassroots_offices knows a unit and a handler. It must not look them up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """Empty for whoever is not registered there."""

    office: str
    practitioner: str
