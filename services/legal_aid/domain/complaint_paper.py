"""The papers that a complaint gathers on its way, each with its number and day. It must not know the state."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass


class ComplaintForm(enum.Enum):
    """How a complaint or an answer was brought (LA-121)."""

    WRITTEN = enum.auto()
    ORAL = enum.auto()
    OTHER = enum.auto()


class ComplaintFinding(enum.Enum):
    """What the bureau found."""

    UPHELD = enum.auto()
    PARTLY_UPHELD = enum.auto()
    NOT_UPHELD = enum.auto()
    UNVERIFIABLE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintSupplement:
    """The one request for missing information; until when, its deadline knows."""

    number: str
    issued_date: dt.date
    items: str
    replied_date: dt.date | None
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAcceptance:
    """Whether the bureau took it; the reason when not."""

    accepted: bool
    number: str
    decided_date: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintExtension:
    """More time for a complex one."""

    number: str
    granted_date: dt.date
    further_days: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintConclusion:
    """Finding and handling, signed by investigators."""

    number: str
    concluded_date: dt.date
    finding: ComplaintFinding
    handling: str
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswer:
    """What the complainant was told."""

    number: str
    answered_date: dt.date
    form: ComplaintForm
    text: str
