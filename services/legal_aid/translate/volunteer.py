"""Volunteers between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import volunteer_pb2
from sifa.legal_aid.v1 import volunteer_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.volunteer import (
    MOVES,
    Volunteer,
    VolunteerCancelling,
    VolunteerDraft,
    VolunteerFault,
    VolunteerFilter,
    VolunteerHours,
    VolunteerPaper,
    VolunteerRefusal,
)
from services.legal_aid.translate.deadline import deadline_to_proto

OUTPUT_ONLY = (
    "name", "state", "state_date", "document_number", "reason", "cancel_ground", "leaving_date", "hours", "faults",
    "total_minutes", "division", "deadlines", "allowed_actions", "create_time", "etag",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    Volunteer, volunteer_pb2.Volunteer, left_out=("allowed_actions", "total_minutes"),
    parts={"deadlines": deadline_to_proto},
)  # fmt: skip
_read_draft = from_message(volunteer_pb2.Volunteer, VolunteerDraft, left_out=OUTPUT_ONLY)
read_volunteer_filter = from_message(pb.ListVolunteersRequest, VolunteerFilter, left_out=("page_size", "page_token"))
read_review = from_message(pb.ReviewVolunteerRequest, VolunteerPaper, left_out=ENVELOPE)
read_registering = from_message(pb.RegisterVolunteerRequest, VolunteerPaper, left_out=ENVELOPE)
read_volunteer_refusal = from_message(pb.RefuseVolunteerRequest, VolunteerRefusal, left_out=ENVELOPE)
read_hours = from_message(pb.RecordVolunteerHoursRequest, VolunteerHours, left_out=ENVELOPE)
read_fault = from_message(pb.RecordVolunteerFaultRequest, VolunteerFault, left_out=ENVELOPE)
read_cancelling = from_message(pb.CancelVolunteerRequest, VolunteerCancelling, left_out=ENVELOPE)


def volunteer_to_proto(volunteer: Volunteer) -> volunteer_pb2.Volunteer:
    """The volunteer, with what may be done next."""
    message = _to_proto(volunteer)
    message.total_minutes = volunteer.total_minutes
    message.allowed_actions.extend(allowed_actions(MOVES, volunteer.state))
    return message


def read_volunteer_draft(message: volunteer_pb2.Volunteer) -> VolunteerDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "volunteer")
