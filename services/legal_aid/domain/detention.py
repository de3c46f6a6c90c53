"""Applications from custody: the place passes them on within 24 hours (LA-05)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.kernel.errors import Violation


class FacilityKind(enum.Enum):
    """Where a person is held."""

    DETENTION_CENTRE = enum.auto()
    PRISON = enum.auto()
    DRUG_TREATMENT = enum.auto()
    OTHER = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detention:
    """When the person asked, and when the application reached the institution."""

    facility_kind: FacilityKind
    facility: str
    asked_time: dt.datetime
    passed_time: dt.datetime


def detention_faults(detention: Detention, *, field: str, now: dt.datetime) -> Iterator[Violation]:
    """Instants of a transfer (LA-05) that cannot be."""
    if not detention.asked_time <= detention.passed_time <= now:
        yield Violation(
            field=f"{field}.passed_time",
            reason="TRANSFER_TIME_INVALID",
            description="转交时间应不早于提出申请时间、不晚于现在（LA-05），请核对两个时间",
        )
