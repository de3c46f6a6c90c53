"""Satisfaction between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import rating_pb2
from sifa.legal_aid.v1 import rating_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.rating import (
    MOVES,
    CallingBack,
    Rating,
    RatingAnswer,
    RatingDraft,
    RatingFilter,
    RatingLine,
)
from services.legal_aid.translate.deadline import deadline_to_proto

OUTPUT_ONLY = (
    "name", "form", "institution", "invited_date", "state", "score", "channel", "comment", "answered_date",
    "called_back_date", "callback_result", "division", "deadlines", "allowed_actions", "create_time", "etag",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    Rating, rating_pb2.Rating, left_out=("allowed_actions",), parts={"deadlines": deadline_to_proto}
)  # fmt: skip
_read_draft = from_message(rating_pb2.Rating, RatingDraft, left_out=OUTPUT_ONLY)
line_to_proto = to_message(RatingLine, rating_pb2.RatingLine)
read_rating_filter = from_message(pb.ListRatingsRequest, RatingFilter, left_out=("page_size", "page_token"))
read_answer = from_message(pb.AnswerRatingRequest, RatingAnswer, left_out=ENVELOPE)
read_calling_back = from_message(pb.CallBackRatingRequest, CallingBack, left_out=ENVELOPE)


def rating_to_proto(rating: Rating) -> rating_pb2.Rating:
    """The form, with what may be done next."""
    message = _to_proto(rating)
    message.allowed_actions.extend(allowed_actions(MOVES, rating.state))
    return message


def read_rating_draft(message: rating_pb2.Rating) -> RatingDraft:
    """Whom to ask; output-only fields are ignored."""
    return _read_draft(message, "rating")
