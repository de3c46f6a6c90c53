"""gRPC door of case reviews. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import case_review_pb2
from sifa.grassroots_offices.v1 import case_review_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import case_review as handlers
from services.grassroots_offices.translate import case_review as translate
from services.grassroots_offices.translate.case_review import case_review_to_proto


class CaseReviewService(Servicer):
    """sifa.grassroots_offices.v1.CaseReviewService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CaseReviewService"]

    def CreateCaseReview(self, tx: Tx, request: pb.CreateCaseReviewRequest) -> case_review_pb2.CaseReview:
        """Enter one."""
        draft = translate.read_case_review_draft(request.case_review)
        return case_review_to_proto(handlers.create_case_review(tx, draft))

    def GetCaseReview(self, tx: Tx, request: pb.GetCaseReviewRequest) -> case_review_pb2.CaseReview:
        """One of them."""
        return case_review_to_proto(handlers.get_case_review(tx, request.name))

    def ListCaseReviews(self, tx: Tx, request: pb.ListCaseReviewsRequest) -> pb.ListCaseReviewsResponse:
        """A page of them."""
        wanted = translate.read_case_review_filter(request, "")
        found, after = handlers.list_case_reviews(tx, wanted, self.pager.read(request))
        return pb.ListCaseReviewsResponse(
            case_reviews=map(case_review_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def VoidCaseReview(self, tx: Tx, request: pb.VoidCaseReviewRequest) -> pb.VoidCaseReviewResponse:
        """It was entered by mistake."""
        done = handlers.void(tx, request.name, request.void_reason, etag=request.etag)
        return pb.VoidCaseReviewResponse(case_review=case_review_to_proto(done))

    def CheckQuality(self, tx: Tx, request: pb.CheckQualityRequest) -> pb.CheckQualityResponse:
        """The quality plan of an office and year."""
        found = handlers.check_quality(tx, request.name, request.year)
        return pb.CheckQualityResponse(quality_plan=translate.quality_plan_to_proto(found))
