"""Offices between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import office_pb2
from sifa.grassroots_offices.v1 import office_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office import CurePeriod, Office, OfficeDraft, OfficeFilter, methods_of
from services.grassroots_offices.domain.office_licensing import Termination

OUTPUT_ONLY = (
    "name", "state", "state_date", "verdicts", "cure_periods", "allowed_actions", "create_time", "etag", "director",
    "charter_document", "termination_ground", "liquidation_ended_date", "deadlines",
    "premises_history", "successor", "origin", "holds",
)  # fmt: skip
_period_to_proto = to_message(
    CurePeriod, office_pb2.CurePeriod, hidden=("office",), parts={"deadline": deadline_to_message}
)
_to_proto = to_message(
    Office,
    office_pb2.Office,
    left_out=("allowed_actions",),
    parts={"cure_periods": _period_to_proto, "deadlines": deadline_to_message},
)
_read_draft = from_message(office_pb2.Office, OfficeDraft, left_out=OUTPUT_ONLY)
read_office_filter = from_message(pb.ListOfficesRequest, OfficeFilter, left_out=("page_size", "page_token"))
read_verification = from_message(pb.ConfirmCureRequest, Documented, left_out=("name", "request_id", "etag"))

read_termination = from_message(pb.TerminateOfficeRequest, Termination, left_out=("name", "request_id", "etag"))
read_liquidation = from_message(pb.EndLiquidationRequest, Documented, left_out=("name", "request_id", "etag"))


def office_to_proto(office: Office) -> office_pb2.Office:
    """The office, with what may be done next."""
    message = _to_proto(office)
    message.allowed_actions.extend(methods_of(office.state))
    return message


def read_office_draft(message: office_pb2.Office) -> OfficeDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "office")
