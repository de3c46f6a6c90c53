"""gRPC door of the yearly reviews of funds. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import fund_review_pb2
from sifa.supervision.v1 import fund_review_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import fund_review as use
from services.supervision.translate import fund_review as translate


class FundReviewService(Servicer):
    """sifa.supervision.v1.FundReviewService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["FundReviewService"]

    def CreateFundReview(self, tx: Tx, request: pb.CreateFundReviewRequest) -> fund_review_pb2.FundReview:
        """Begin one."""
        draft = translate.read_draft(request.fund_review, "fund_review")
        return translate.review_to_proto(use.create_review(tx, draft))

    def GetFundReview(self, tx: Tx, request: pb.GetFundReviewRequest) -> fund_review_pb2.FundReview:
        """One of them."""
        return translate.review_to_proto(use.get_review(tx, request.name))

    def ListFundReviews(self, tx: Tx, request: pb.ListFundReviewsRequest) -> pb.ListFundReviewsResponse:
        """A page of them."""
        found, after = use.list_reviews(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListFundReviewsResponse(
            fund_reviews=map(translate.review_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EnterFundCheck(self, tx: Tx, request: pb.EnterFundCheckRequest) -> pb.EnterFundCheckResponse:
        """A check."""
        done = use.enter_check(tx, request.name, translate.read_check(request, ""), etag=request.etag)
        return pb.EnterFundCheckResponse(fund_review=translate.review_to_proto(done))

    def ConcludeFundReview(self, tx: Tx, request: pb.ConcludeFundReviewRequest) -> pb.ConcludeFundReviewResponse:
        """What follows."""
        done = use.conclude_review(tx, request.name, translate.read_conclusion(request, ""), etag=request.etag)
        return pb.ConcludeFundReviewResponse(fund_review=translate.review_to_proto(done))
