"""Facts about offices and practitioners that other services act on (XF-06, XF-12, XF-29). They hold ids only."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from services.grassroots_offices.domain.practitioner import Practitioner


class PracticeStatus(enum.Enum):
    """What other services are told of a practitioner's or an office's standing."""

    ACTIVE = enum.auto()
    ON_HOLD = enum.auto()
    SUSPENDED = enum.auto()
    UNATTACHED = enum.auto()
    CANCELLED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeStatusChanged:
    """A practitioner came to another standing or office (XF-06, XF-12)."""

    subject: str
    division: str
    status: PracticeStatus
    previous_status: PracticeStatus | None
    office: str
    former_office: str
    from_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeStaffingChanged:
    """The number of full-time practitioners crossed the minimum, or changed below it (GO-02, XF-29)."""

    office: str
    division: str
    practitioner_count: int
    required_count: int
    changed_date: dt.date


def told(before: Practitioner | None, after: Practitioner) -> PracticeStatusChanged:
    """What became of a practitioner; `before` None when he was not known."""
    newest = after.spans[-1]
    former_office = before.office if before else ""
    return PracticeStatusChanged(
        subject=after.name, division=after.division, status=PracticeStatus[after.state.name],
        previous_status=PracticeStatus[before.state.name] if before else None, office=after.office,
        former_office=former_office if former_office != after.office else "", from_date=newest.from_date,
        document_number=newest.document_number,
    )  # fmt: skip


def staffing(
    *, office: str, division: str, before: int, after: int, required: int, on: dt.date
) -> OfficeStaffingChanged | None:
    """What others must know of a changed number; None above the minimum and without a change."""
    if before == after or min(before, after) >= required:
        return None
    return OfficeStaffingChanged(
        office=office, division=division, practitioner_count=after, required_count=required, changed_date=on
    )
