"""Case reviews between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import case_review_pb2
from sifa.grassroots_offices.v1 import case_review_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.case_review import MOVES, CaseReview, CaseReviewDraft, CaseReviewFilter
from services.grassroots_offices.domain.quality_plan import QualityPlan

OUTPUT_ONLY = ("name", "office", "state", "late", "void_reason", "division", "create_time", "etag", "allowed_actions")

_to_proto = to_message(CaseReview, case_review_pb2.CaseReview, left_out=("allowed_actions",))
_read_draft = from_message(case_review_pb2.CaseReview, CaseReviewDraft, left_out=OUTPUT_ONLY)
read_case_review_filter = from_message(
    pb.ListCaseReviewsRequest, CaseReviewFilter, left_out=("page_size", "page_token")
)

quality_plan_to_proto = to_message(QualityPlan, case_review_pb2.QualityPlan)


def case_review_to_proto(review: CaseReview) -> case_review_pb2.CaseReview:
    """The message, with what may be done next."""
    message = _to_proto(review)
    message.allowed_actions.extend(allowed_actions(MOVES, review.state))
    return message


def read_case_review_draft(message: case_review_pb2.CaseReview) -> CaseReviewDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "case_review")
