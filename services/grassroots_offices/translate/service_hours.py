"""Public-interest hours between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import service_hours_pb2
from sifa.grassroots_offices.v1 import service_hours_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.service_hours import (
    MOVES,
    Confirmation,
    ServiceHours,
    ServiceHoursDraft,
    ServiceHoursFilter,
    Voiding,
)

OUTPUT_ONLY = (
    "name", "office", "state", "late", "confirmer", "document_number", "state_date", "void_reason", "division",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
ASKED = ("name", "request_id", "etag")
_to_proto = to_message(ServiceHours, service_hours_pb2.ServiceHours, left_out=("allowed_actions",))
_read_draft = from_message(service_hours_pb2.ServiceHours, ServiceHoursDraft, left_out=OUTPUT_ONLY)
read_service_hours_filter = from_message(
    pb.ListServiceHoursRequest, ServiceHoursFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_confirmation = from_message(pb.ConfirmServiceHoursRequest, Confirmation, left_out=ASKED)
read_voiding = from_message(pb.VoidServiceHoursRequest, Voiding, left_out=ASKED)


def service_hours_to_proto(hours: ServiceHours) -> service_hours_pb2.ServiceHours:
    """The entry, with what may be done next."""
    message = _to_proto(hours)
    message.allowed_actions.extend(allowed_actions(MOVES, hours.state))
    return message


def read_service_hours_draft(message: service_hours_pb2.ServiceHours) -> ServiceHoursDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "service_hours")
