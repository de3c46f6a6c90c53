"""Rights requests between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import rights_request_pb2
from sifa.grassroots_offices.v1 import rights_request_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.rights_request import (
    MOVES,
    RightsAnswer,
    RightsRequest,
    RightsRequestDraft,
    RightsRequestFilter,
)

OUTPUT_ONLY = (
    "name",
    "office",
    "state",
    "state_date",
    "late",
    "taken_up_document",
    "answer",
    "answer_document",
    "division",
    "deadlines",
    "create_time",
    "etag",
    "allowed_actions",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    RightsRequest,
    rights_request_pb2.RightsRequest,
    left_out=("allowed_actions",),
    parts={"deadlines": deadline_to_message},
)
_read_draft = from_message(rights_request_pb2.RightsRequest, RightsRequestDraft, left_out=OUTPUT_ONLY)
read_rights_request_filter = from_message(
    pb.ListRightsRequestsRequest, RightsRequestFilter, left_out=("page_size", "page_token")
)
read_take_up = from_message(pb.TakeUpRightsRequestRequest, Documented, left_out=ENVELOPE)
read_answer = from_message(pb.AnswerRightsRequestRequest, RightsAnswer, left_out=ENVELOPE)
read_withdraw = from_message(pb.WithdrawRightsRequestRequest, RightsAnswer, left_out=ENVELOPE)


def rights_request_to_proto(request: RightsRequest) -> rights_request_pb2.RightsRequest:
    """The message, with what may be done next."""
    message = _to_proto(request)
    message.allowed_actions.extend(allowed_actions(MOVES, request.state))
    return message


def read_rights_request_draft(message: rights_request_pb2.RightsRequest) -> RightsRequestDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "rights_request")
