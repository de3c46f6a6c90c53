"""Inspection officers between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import inspection_officer_pb2
from sifa.supervision.v1 import inspection_officer_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.inspection_officer import (
    MOVES,
    InspectionOfficer,
    InspectionOfficerDraft,
    InspectionOfficerFilter,
    OfficerInterest,
)

_to_proto = to_message(InspectionOfficer, inspection_officer_pb2.InspectionOfficer, left_out=("allowed_actions",))
_read_draft = from_message(
    inspection_officer_pb2.InspectionOfficer, InspectionOfficerDraft,
    left_out=("name", "interests", "keys", "state", "allowed_actions", "create_time", "etag"),
)  # fmt: skip
_read_interest = from_message(inspection_officer_pb2.OfficerInterest, OfficerInterest)
read_officer_filter = from_message(
    pb.ListInspectionOfficersRequest, InspectionOfficerFilter, left_out=("page_size", "page_token")
)


def officer_to_proto(officer: InspectionOfficer) -> inspection_officer_pb2.InspectionOfficer:
    """The officer, with what may be done next."""
    message = _to_proto(officer)
    message.allowed_actions.extend(allowed_actions(MOVES, officer.state))
    return message


def read_officer_draft(message: inspection_officer_pb2.InspectionOfficer) -> InspectionOfficerDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "inspection_officer")


def read_interest(message: inspection_officer_pb2.OfficerInterest) -> OfficerInterest:
    """In whom, and why."""
    return _read_interest(message, "interest")
