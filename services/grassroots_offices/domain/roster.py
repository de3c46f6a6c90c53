"""Rosters of whom a random inspection may draw (SV-60, SV-63). It must not draw."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.age import reached
from services.grassroots_offices.domain.assessment import AssessmentGrade


class RosterKind(enum.Enum):
    """Whom a roster lists."""

    OFFICE = enum.auto()
    PRACTITIONER = enum.auto()


class RosterStratum(enum.Enum):
    """From which part of a roster somebody is drawn."""

    ORDINARY = enum.auto()
    LOW_RISK = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterWanted:
    """Which roster is asked for."""

    division: str
    kind: RosterKind
    as_of_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterMember:
    """One of a roster, and the office it belonged to on the day."""

    subject: str
    office: str
    stratum: RosterStratum


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What speaks against an office, each with its day, and its last grade; None before the first."""

    troubled_dates: tuple[dt.date, ...]
    grade: AssessmentGrade | None


def stratum_of(record: Record, *, years: int, on: dt.date) -> RosterStratum:
    """LOW_RISK: no penalty, hold or complaint within the years before the day, and the last grade is PASS (SV-63)."""
    recent = any(not reached(day, years, on) for day in record.troubled_dates if day <= on)
    clean = not recent and record.grade is AssessmentGrade.PASS
    return RosterStratum.LOW_RISK if clean else RosterStratum.ORDINARY
