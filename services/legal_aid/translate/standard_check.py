"""Standard checks between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import standard_check_pb2
from sifa.legal_aid.v1 import standard_check_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.standard_check import (
    MOVES,
    Building,
    StandardCheck,
    StandardCheckDraft,
    StandardCheckFilter,
    StandardReview,
    TownshipResources,
)

OUTPUT_ONLY = (
    "name",
    "items",
    "state",
    "state_date",
    "document_number",
    "lawyer_count",
    "practitioner_count",
    "institution",
    "township",
    "division",
    "allowed_actions",
    "create_time",
    "etag",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    StandardCheck,
    standard_check_pb2.StandardCheck,
    left_out=("allowed_actions",),
)
township_to_proto = to_message(TownshipResources, standard_check_pb2.TownshipResources)
_read_draft = from_message(standard_check_pb2.StandardCheck, StandardCheckDraft, left_out=OUTPUT_ONLY)
read_standard_check_filter = from_message(
    pb.ListStandardChecksRequest, StandardCheckFilter, left_out=("page_size", "page_token")
)
read_building = from_message(pb.BuildStandardCheckRequest, Building, left_out=ENVELOPE)
read_standard_review = from_message(pb.ReviewStandardCheckRequest, StandardReview, left_out=ENVELOPE)


def standard_check_to_proto(item: StandardCheck) -> standard_check_pb2.StandardCheck:
    """The message, with what may be done next."""
    message = _to_proto(item)
    message.allowed_actions.extend(allowed_actions(MOVES, item.state))
    return message


def read_standard_check_draft(message: standard_check_pb2.StandardCheck) -> StandardCheckDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "standard_check")
