"""gRPC door of duplicate reviews. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import duplicate_review_pb2
from sifa.legal_aid.v1 import duplicate_review_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.duplicate_review import (
    decide_duplicate_review,
    get_duplicate_review,
    list_duplicate_reviews,
)
from services.legal_aid.translate.settlement import (
    read_finding,
    read_review_filter,
    review_to_proto,
)


class DuplicateReviewService(Servicer):
    """sifa.legal_aid.v1.DuplicateReviewService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DuplicateReviewService"]

    def GetDuplicateReview(self, tx: Tx, request: pb.GetDuplicateReviewRequest) -> duplicate_review_pb2.DuplicateReview:
        """One of them."""
        return review_to_proto(get_duplicate_review(tx, request.name))

    def ListDuplicateReviews(self, tx: Tx, request: pb.ListDuplicateReviewsRequest) -> pb.ListDuplicateReviewsResponse:
        """A page."""
        found, after = list_duplicate_reviews(tx, read_review_filter(request, ""), self.pager.read(request))
        return pb.ListDuplicateReviewsResponse(
            duplicate_reviews=map(review_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def DecideDuplicateReview(
        self, tx: Tx, request: pb.DecideDuplicateReviewRequest
    ) -> pb.DecideDuplicateReviewResponse:
        """Say what it is."""
        done = decide_duplicate_review(tx, request.name, read_finding(request, ""), etag=request.etag)
        return pb.DecideDuplicateReviewResponse(duplicate_review=review_to_proto(done))
