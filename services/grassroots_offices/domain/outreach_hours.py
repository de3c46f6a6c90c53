"""Hours at an activity of legal aid, as legal_aid tells them (XF-36). It must not look anybody up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.service_hours import (
    Confirmation,
    ServiceConfirmer,
    ServiceHoursDraft,
    ServiceKind,
    ServicePay,
    office_on,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachHours:
    """Confirmed, unpaid hours of a practitioner; `source` is the activity and stands as the evidence."""

    source: str
    practitioner: str
    kind: ServiceKind
    minutes: int
    held_date: dt.date
    body_served: str
    confirmer: ServiceConfirmer
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnHours:
    """Hours that were told and are taken back."""

    source: str
    practitioner: str
    document_number: str


def draft_of(told: OutreachHours, practitioner: Practitioner) -> ServiceHoursDraft | None:
    """What is entered; nothing for somebody who belonged to no office on the day (GO-80)."""
    if not office_on(practitioner, told.held_date):
        return None
    return ServiceHoursDraft(
        practitioner=told.practitioner, service_date=told.held_date, minutes=told.minutes, kind=told.kind,
        pay=ServicePay.UNPAID, body_served=told.body_served, evidence=told.source, entry_reason="",
    )  # fmt: skip


def confirmation_of(told: OutreachHours) -> Confirmation:
    """Who confirmed them, on which paper (GO-80)."""
    return Confirmation(
        happened_date=None, entry_reason="", document_number=told.document_number, confirmer=told.confirmer
    )
