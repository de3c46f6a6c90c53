"""What a check of the doctor is, and what it finds. It must not know any check."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

P = TypeVar("P")


class Level(enum.Enum):
    """How bad it is; only FAILURE makes the doctor fail."""

    FINE = "ok"
    UNSEEN = "unseen"
    WARNING = "warning"
    FAILURE = "FAILURE"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a check has seen. `what` must hold no secret and no personal data."""

    level: Level
    what: str


Looks = Iterator[Found]


class NotSeen(Exception):
    """A check cannot look, because of something that another check tells; the message says what."""


@dataclass(frozen=True, slots=True)
class Check(Generic[P]):
    """Look at one subject. Nothing found means that all is well there."""

    id: str
    look: Callable[[P], Looks]
    why: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A line of the report."""

    level: Level
    check: str
    subject: str
    what: str
    why: str
    remedy: str


def failure(what: str) -> Found:
    """Something that does not work, or must not be."""
    return Found(Level.FAILURE, what)


def warning(what: str) -> Found:
    """Something that works today and that people should know."""
    return Found(Level.WARNING, what)
