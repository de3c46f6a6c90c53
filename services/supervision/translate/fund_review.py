"""Yearly reviews of funds between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import fund_review_pb2
from sifa.supervision.v1 import fund_review_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.fund_review import (
    MOVES,
    FundCheckReport,
    FundConclusion,
    FundReview,
    FundReviewDraft,
    FundReviewFilter,
)

ENVELOPE = ("name", "request_id", "etag")
MADE = (
    "name", "checks", "performance_reference", "outcome", "outcome_reason", "outcome_document", "concluded_date",
    "state", "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(FundReview, fund_review_pb2.FundReview, left_out=("allowed_actions",))
read_draft = from_message(fund_review_pb2.FundReview, FundReviewDraft, left_out=MADE)
read_filter = from_message(pb.ListFundReviewsRequest, FundReviewFilter, left_out=("page_size", "page_token"))
read_check = from_message(pb.EnterFundCheckRequest, FundCheckReport, left_out=ENVELOPE)
read_conclusion = from_message(pb.ConcludeFundReviewRequest, FundConclusion, left_out=ENVELOPE)


def review_to_proto(review: FundReview) -> fund_review_pb2.FundReview:
    """The review, with what may be done next."""
    message = _to_proto(review)
    message.allowed_actions.extend(allowed_actions(MOVES, review.state))
    return message
