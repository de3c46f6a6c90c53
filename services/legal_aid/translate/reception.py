"""Receptions between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import reception_pb2
from sifa.legal_aid.v1 import reception_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.reception import (
    MOVES,
    Rebooking,
    Reception,
    ReceptionCancelling,
    ReceptionDraft,
    ReceptionFilter,
)

OUTPUT_ONLY = (
    "name",
    "number",
    "served_mode",
    "served_time",
    "missed_dates",
    "reason",
    "state",
    "division",
    "allowed_actions",
    "create_time",
    "etag",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    Reception,
    reception_pb2.Reception,
    left_out=("allowed_actions",),
)
_read_draft = from_message(reception_pb2.Reception, ReceptionDraft, left_out=OUTPUT_ONLY)
read_reception_filter = from_message(pb.ListReceptionsRequest, ReceptionFilter, left_out=("page_size", "page_token"))
read_rebooking = from_message(pb.RebookReceptionRequest, Rebooking, left_out=ENVELOPE)
read_reception_cancelling = from_message(pb.CancelReceptionRequest, ReceptionCancelling, left_out=ENVELOPE)


def reception_to_proto(item: Reception) -> reception_pb2.Reception:
    """The message, with what may be done next."""
    message = _to_proto(item)
    message.allowed_actions.extend(allowed_actions(MOVES, item.state))
    return message


def read_reception_draft(message: reception_pb2.Reception) -> ReceptionDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "reception")
