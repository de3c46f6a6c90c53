"""What is told of draws. It must not name whom a draw drew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawCommitted:
    """A draw was bound in public."""

    draw: str
    division: str
    commitment_sha256: str
    committed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPublished:
    """The proof of a draw is public."""

    draw: str
    division: str
    bundle_sha256: str
    published_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFailed:
    """A draw was given up."""

    draw: str
    division: str
    failed_date: dt.date
