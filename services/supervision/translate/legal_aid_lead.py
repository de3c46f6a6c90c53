"""Facts of legal aid that are leads, in the words of supervision. It must not decide what follows from them.

A value of a later release that stands in no table raises KeyError, and the event is parked.
"""

from __future__ import annotations

import datetime as dt

from sifa.legal_aid.v1 import case_pb2, complaint_pb2, events_pb2, subsidy_claim_pb2

from services.supervision.domain.clue import ClueSource, Finding
from services.supervision.domain.draw_risk import UpheldComplaint
from services.supervision.domain.lead import lead

# Why a claim was blocked; a source without money is nobody's wrong.
BLOCKED = {
    subsidy_claim_pb2.BLOCK_REASON_DUPLICATE: ClueSource.XF_20,
    subsidy_claim_pb2.BLOCK_REASON_PUBLIC_OFFICE: ClueSource.XF_21,
    subsidy_claim_pb2.BLOCK_REASON_FUND_SHORT: None,
    subsidy_claim_pb2.BLOCK_REASON_UNDER_SUSPICION: None,
    subsidy_claim_pb2.BLOCK_REASON_PURCHASED: None,
}

# What is said of the work itself; property and paid service have flows of their own.
POOR_AGENCY = {
    complaint_pb2.COMPLAINT_GROUND_SUBSTANDARD_SERVICE: True, complaint_pb2.COMPLAINT_GROUND_NO_PROGRESS_REPORT: True,
    complaint_pb2.COMPLAINT_GROUND_TAKING_PROPERTY: False, complaint_pb2.COMPLAINT_GROUND_PAID_SERVICE: False,
    complaint_pb2.COMPLAINT_GROUND_OTHER: False,
}  # fmt: skip
UPHELD = {
    complaint_pb2.COMPLAINT_FINDING_UPHELD: True, complaint_pb2.COMPLAINT_FINDING_PARTLY_UPHELD: True,
    complaint_pb2.COMPLAINT_FINDING_NOT_UPHELD: False, complaint_pb2.COMPLAINT_FINDING_UNVERIFIABLE: False,
}  # fmt: skip


def failed_assignment(event: events_pb2.AssignmentFailed) -> Finding:
    """Refused, not arranged, or neglected (LA-106, XF-15)."""
    return lead(
        ClueSource.XF_15, event.case, kind=f"{case_pb2.ReplacementGround.Name(event.ground)} {event.happened_date}",
        institution=event.institution, division=event.division, on=dt.date.fromisoformat(event.happened_date),
    )  # fmt: skip


def taken_property(event: events_pb2.PropertyTakingReported) -> Finding:
    """Property was asked for or taken, said in a complaint or when called back (LA-105, LA-106, XF-16)."""
    return lead(
        ClueSource.XF_16, event.complaint or event.about, kind="", institution=event.institution,
        division=event.division, on=dt.date.fromisoformat(event.received_date),
    )  # fmt: skip


def paid_service(event: events_pb2.PaidServiceReported) -> Finding:
    """A public employee sells legal services, or whoever handles an aid case charges for it (LA-105, XF-23)."""
    return lead(
        ClueSource.XF_23, event.complaint, kind="", institution=event.institution, division=event.division,
        on=dt.date.fromisoformat(event.received_date),
    )  # fmt: skip


def poor_agency(event: events_pb2.ComplaintConcluded) -> Finding | None:
    """A complaint of poor agency that was found right (LA-122, XF-37); None for other grounds and findings."""
    if not (POOR_AGENCY[event.ground] and UPHELD[event.finding]):
        return None
    return lead(
        ClueSource.XF_37, event.complaint, kind="", institution=event.institution, division=event.division,
        on=dt.date.fromisoformat(event.concluded_date),
    )  # fmt: skip


def upheld_complaint(event: events_pb2.ComplaintConcluded) -> UpheldComplaint:
    """Against which office and practitioner of the registers a complaint was upheld, on whatever ground (SV-60)."""
    about = (event.office, event.practitioner) if UPHELD[event.finding] else ()
    return UpheldComplaint(
        complaint=event.complaint, subjects=tuple(one for one in about if one),
        concluded_date=dt.date.fromisoformat(event.concluded_date),
    )  # fmt: skip


def blocked_claim(event: events_pb2.SubsidyBlocked) -> Finding | None:
    """A double claim (XF-20) or one of somebody in public office (XF-21)."""
    source = BLOCKED[event.reason]
    if source is None:
        return None
    return lead(
        source, event.subsidy_claim, kind="", institution=event.institution, division=event.division,
        on=dt.date.fromisoformat(event.blocked_date),
    )  # fmt: skip


def misused_fund(event: events_pb2.FundSourceFrozen) -> Finding:
    """Money used outside its purpose (LA-105, XF-22)."""
    return lead(
        ClueSource.XF_22, event.fund_source, kind=event.frozen_date, institution=event.institution,
        division=event.division, on=dt.date.fromisoformat(event.frozen_date),
    )  # fmt: skip
