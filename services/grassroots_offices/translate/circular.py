"""Monthly circulars between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import circular_pb2
from sifa.grassroots_offices.v1 import circular_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.circular import MOVES, Circular, CircularDraft, CircularFilter
from services.grassroots_offices.domain.documented import Documented

OUTPUT_ONLY = (
    "name",
    "state",
    "lines",
    "compiled_date",
    "issued_date",
    "issue_document",
    "signed_text",
    "create_time",
    "etag",
    "allowed_actions",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(Circular, circular_pb2.Circular, left_out=("allowed_actions",))
_read_draft = from_message(circular_pb2.Circular, CircularDraft, left_out=OUTPUT_ONLY)
PAGE = ("page_size", "page_token")
read_circular_filter = from_message(pb.ListCircularsRequest, CircularFilter, left_out=PAGE)
read_issue = from_message(pb.IssueCircularRequest, Documented, left_out=ENVELOPE)


def circular_to_proto(circular: Circular) -> circular_pb2.Circular:
    """The message, with what may be done next."""
    message = _to_proto(circular)
    message.allowed_actions.extend(allowed_actions(MOVES, circular.state))
    return message


def read_circular_draft(message: circular_pb2.Circular) -> CircularDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "circular")
