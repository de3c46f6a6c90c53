"""What legal_aid tells of its activities in the words of this service. It must not decide what counts."""

from __future__ import annotations

import datetime as dt

from sifa.legal_aid.v1 import events_pb2 as legal_aid
from sifa.legal_aid.v1 import outreach_activity_pb2 as pb

from services.grassroots_offices.domain.outreach_hours import OutreachHours, WithdrawnHours
from services.grassroots_offices.domain.service_hours import ServiceConfirmer, ServiceKind


def read_confirmed_hours(event: legal_aid.OutreachHoursConfirmed) -> OutreachHours:
    """Unpaid hours of a practitioner were confirmed (XF-36)."""
    return OutreachHours(
        source=event.outreach_activity, practitioner=event.practitioner,
        kind=ServiceKind[pb.OutreachKind.Name(event.kind).removeprefix("OUTREACH_KIND_")], minutes=event.minutes,
        held_date=dt.date.fromisoformat(event.held_date), body_served=event.body_served,
        confirmer=ServiceConfirmer[pb.OutreachConfirmer.Name(event.confirmer).removeprefix("OUTREACH_CONFIRMER_")],
        document_number=event.document_number,
    )  # fmt: skip


def read_withdrawn_hours(event: legal_aid.OutreachHoursWithdrawn) -> WithdrawnHours:
    """Hours that were told are taken back (XF-36)."""
    return WithdrawnHours(
        source=event.outreach_activity, practitioner=event.practitioner, document_number=event.document_number
    )
