"""Past-tense facts of complaints, as other services are told. They hold ids, codes and dates only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from services.legal_aid.domain.complaint import Complaint, ComplaintGround, ComplaintState
from services.legal_aid.domain.complaint_paper import ComplaintConclusion, ComplaintFinding
from services.legal_aid.domain.complaint_target import ComplaintTargetKind
from services.legal_aid.domain.known_names import KnownNames


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReceived:
    """The bureau received a complaint (XF-25)."""

    complaint: str
    institution: str
    division: str
    ground: ComplaintGround
    target_kind: ComplaintTargetKind
    target: str
    about: str
    clue: str
    received_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyTakingReported:
    """Somebody complains that property was asked for or taken (XF-16)."""

    complaint: str
    institution: str
    division: str
    target_kind: ComplaintTargetKind
    target: str
    about: str
    clue: str
    received_date: dt.date
    office: str
    practitioner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidServiceReported:
    """Somebody complains of paid legal service where none may be paid for (XF-23)."""

    complaint: str
    institution: str
    division: str
    target_kind: ComplaintTargetKind
    target: str
    about: str
    clue: str
    received_date: dt.date
    office: str
    practitioner: str


# Grounds of which supervision hears the same day, beside the receipt.
AT_ONCE: Mapping[ComplaintGround, type[PropertyTakingReported | PaidServiceReported]] = {
    ComplaintGround.TAKING_PROPERTY: PropertyTakingReported, ComplaintGround.PAID_SERVICE: PaidServiceReported,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintMoved:
    """A complaint came into another state."""

    complaint: str
    institution: str
    division: str
    previous_state: ComplaintState
    state: ComplaintState
    merged_into: str
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintConcluded:
    """There is a finding (XF-24); poor agency is one of them (XF-37)."""

    complaint: str
    institution: str
    division: str
    ground: ComplaintGround
    target_kind: ComplaintTargetKind
    target: str
    about: str
    finding: ComplaintFinding
    concluded_date: dt.date
    office: str
    practitioner: str


def received(
    complaint: Complaint, known: KnownNames
) -> tuple[ComplaintReceived | PropertyTakingReported | PaidServiceReported, ...]:
    """The fact of a receipt (XF-25); for property taken (XF-16) or paid service (XF-23) a second one, the same day."""
    fact = ComplaintReceived(
        complaint=complaint.name, institution=complaint.institution, division=complaint.division,
        ground=complaint.ground, target_kind=complaint.target.kind, target=complaint.target.resource,
        about=complaint.about, clue=complaint.clue, received_date=complaint.received_date,
    )  # fmt: skip
    further = AT_ONCE.get(complaint.ground)
    if further is None:
        return (fact,)
    lead = further(
        complaint=fact.complaint, institution=fact.institution, division=fact.division, target_kind=fact.target_kind,
        target=fact.target, about=fact.about, clue=fact.clue, received_date=fact.received_date,
        office=known.office, practitioner=known.practitioner,
    )  # fmt: skip
    return (fact, lead)


def moved(before: Complaint, after: Complaint, *, on: dt.date) -> ComplaintMoved:
    """The fact of another state."""
    return ComplaintMoved(
        complaint=after.name, institution=after.institution, division=after.division, previous_state=before.state,
        state=after.state, merged_into=after.merged_into, happened_date=on,
    )  # fmt: skip


def concluded(complaint: Complaint, conclusion: ComplaintConclusion, known: KnownNames) -> ComplaintConcluded:
    """The fact of a finding (XF-24); of poor agency the offices' register hears as well (XF-37)."""
    return ComplaintConcluded(
        complaint=complaint.name, institution=complaint.institution, division=complaint.division,
        ground=complaint.ground, target_kind=complaint.target.kind, target=complaint.target.resource,
        about=complaint.about, finding=conclusion.finding, concluded_date=conclusion.concluded_date,
        office=known.office, practitioner=known.practitioner,
    )  # fmt: skip
