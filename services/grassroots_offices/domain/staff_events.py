"""Facts about offices and practitioners that other services act on (XF-06, XF-12, XF-29). They hold ids only."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState


class PracticeStatus(enum.Enum):
    """What other services are told of a practitioner's or an office's standing."""

    ACTIVE = enum.auto()
    ON_HOLD = enum.auto()
    SUSPENDED = enum.auto()
    UNATTACHED = enum.auto()
    CANCELLED = enum.auto()


_S = PractitionerState
# Who has no certificate has no standing; who moves practises where he was until it is decided.
STANDING = {
    _S.ACTIVE: PracticeStatus.ACTIVE, _S.TRANSFERRING: PracticeStatus.ACTIVE, _S.HOLD: PracticeStatus.ON_HOLD,
    _S.SUSPENDED: PracticeStatus.SUSPENDED, _S.UNATTACHED: PracticeStatus.UNATTACHED,
    _S.CANCELLED: PracticeStatus.CANCELLED, _S.MERGED: PracticeStatus.CANCELLED,
}  # fmt: skip


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
class PersonBecameCivilServant:
    """A practitioner was appointed a civil servant; work done before stays payable (XF-33)."""

    practitioner: str
    division: str
    from_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeStaffingChanged:
    """The number of full-time practitioners crossed the minimum, or changed below it (GO-02, XF-29)."""

    office: str
    division: str
    practitioner_count: int
    required_count: int
    changed_date: dt.date


def told(before: Practitioner | None, after: Practitioner) -> PracticeStatusChanged | None:
    """What became of a practitioner (XF-06); `before` None when he was not known. None when nobody need know."""
    status, previous = STANDING.get(after.state), STANDING.get(before.state) if before else None
    former_office = before.office if before and previous else ""
    if status is None or (status is previous and former_office == after.office):
        return None
    newest = after.spans[-1]
    return PracticeStatusChanged(
        subject=after.name, division=after.division, status=status, previous_status=previous, office=after.office,
        former_office=former_office if former_office != after.office else "", from_date=newest.from_date,
        document_number=newest.document_number,
    )  # fmt: skip


def ended(office: Office, *, document: str) -> PracticeStatusChanged:
    """An office ends and takes no new matters (GO-11, XF-12)."""
    return PracticeStatusChanged(
        subject=office.name, division=office.division, status=PracticeStatus.CANCELLED,
        previous_status=PracticeStatus.ACTIVE, office="", former_office="", from_date=office.state_date,
        document_number=document,
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
