"""Facts of grassroots_offices that are leads, in the words of supervision. It must not decide what follows."""

from __future__ import annotations

import datetime as dt

from sifa.grassroots_offices.v1 import events_pb2

from services.supervision.domain.clue import Cause, ClueSource, Finding
from services.supervision.domain.lead import office_lead


def unapproved_address(event: events_pb2.AddressViolationFound) -> Finding:
    """An office was found at an address that nobody approved, or with a reception point elsewhere (GO-09, XF-30)."""
    return office_lead(
        ClueSource.XF_30, event.address_violation, office=event.office, division=event.division,
        rule_id="GO-09" if event.severe else "GO-08", on=dt.date.fromisoformat(event.found_date),
    )  # fmt: skip


def understaffed(event: events_pb2.OfficeStaffingChanged) -> Finding | None:
    """An office has fewer practitioners than it must have (GO-02, XF-29); None when it has enough."""
    if event.practitioner_count >= event.required_count:
        return None
    return office_lead(
        ClueSource.XF_29, event.office, office=event.office, division=event.division, rule_id="GO-02",
        on=dt.date.fromisoformat(event.changed_date), kind=event.changed_date,
    )  # fmt: skip


def staffed(event: events_pb2.OfficeStaffingChanged) -> str:
    """The office that has enough practitioners again (XF-29); empty when it has not."""
    return event.office if event.practitioner_count >= event.required_count else ""


def dismissed_address(event: events_pb2.AddressViolationDismissed) -> Cause:
    """What was told was none (XF-30)."""
    return Cause(source=ClueSource.XF_30, subject=event.address_violation, kind="")
