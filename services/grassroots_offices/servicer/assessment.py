"""gRPC door of yearly assessments. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import assessment_pb2
from sifa.grassroots_offices.v1 import assessment_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.assessment import get_assessment, list_assessments
from services.grassroots_offices.handlers.assessment_filing import check_filing, create_assessment
from services.grassroots_offices.handlers.assessment_grade import (
    confirm_grade,
    decide_grade_objection,
    give_office_opinion,
    grade_assessment,
    object_to_grade,
    publish_grade,
    review_assessment,
)
from services.grassroots_offices.handlers.assessment_sheet import compute_sheet
from services.grassroots_offices.handlers.batch_review import review_batch
from services.grassroots_offices.handlers.told_finding import compute_findings
from services.grassroots_offices.translate.assessment import (
    assessment_to_proto,
    batch_to_proto,
    read_assessment_draft,
    read_assessment_filter,
    read_batch,
    read_confirmation,
    read_decision,
    read_grade,
    read_objection,
    read_opinion,
    read_publication,
    read_review,
    unfiled_to_proto,
)
from services.grassroots_offices.translate.told_finding import findings_to_proto


class AssessmentService(Servicer):
    """sifa.grassroots_offices.v1.AssessmentService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AssessmentService"]

    def CreateAssessment(self, tx: Tx, request: pb.CreateAssessmentRequest) -> assessment_pb2.Assessment:
        """File papers."""
        return assessment_to_proto(create_assessment(tx, read_assessment_draft(request.assessment)))

    def GetAssessment(self, tx: Tx, request: pb.GetAssessmentRequest) -> assessment_pb2.Assessment:
        """One assessment."""
        return assessment_to_proto(get_assessment(tx, request.name))

    def ListAssessments(self, tx: Tx, request: pb.ListAssessmentsRequest) -> pb.ListAssessmentsResponse:
        """A page of assessments."""
        found, after = list_assessments(tx, read_assessment_filter(request, ""), self.pager.read(request))
        return pb.ListAssessmentsResponse(
            assessments=map(assessment_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def GiveOfficeOpinion(self, tx: Tx, request: pb.GiveOfficeOpinionRequest) -> pb.GiveOfficeOpinionResponse:
        """His office speaks."""
        done = give_office_opinion(tx, request.name, read_opinion(request, ""), etag=request.etag)
        return pb.GiveOfficeOpinionResponse(assessment=assessment_to_proto(done))

    def ReviewAssessment(self, tx: Tx, request: pb.ReviewAssessmentRequest) -> pb.ReviewAssessmentResponse:
        """The county reviews."""
        done = review_assessment(tx, request.name, read_review(request, ""), etag=request.etag)
        return pb.ReviewAssessmentResponse(assessment=assessment_to_proto(done))

    def GradeAssessment(self, tx: Tx, request: pb.GradeAssessmentRequest) -> pb.GradeAssessmentResponse:
        """The city grades."""
        done = grade_assessment(tx, request.name, read_grade(request, ""), etag=request.etag)
        return pb.GradeAssessmentResponse(assessment=assessment_to_proto(done))

    def ObjectToGrade(self, tx: Tx, request: pb.ObjectToGradeRequest) -> pb.ObjectToGradeResponse:
        """The subject objects."""
        done = object_to_grade(tx, request.name, read_objection(request, ""), etag=request.etag)
        return pb.ObjectToGradeResponse(assessment=assessment_to_proto(done))

    def DecideGradeObjection(self, tx: Tx, request: pb.DecideGradeObjectionRequest) -> pb.DecideGradeObjectionResponse:
        """Decide on the objection."""
        done = decide_grade_objection(tx, request.name, read_decision(request, ""), etag=request.etag)
        return pb.DecideGradeObjectionResponse(assessment=assessment_to_proto(done))

    def ConfirmGrade(self, tx: Tx, request: pb.ConfirmGradeRequest) -> pb.ConfirmGradeResponse:
        """Nobody objected."""
        done = confirm_grade(tx, request.name, read_confirmation(request, ""), etag=request.etag)
        return pb.ConfirmGradeResponse(assessment=assessment_to_proto(done))

    def PublishGrade(self, tx: Tx, request: pb.PublishGradeRequest) -> pb.PublishGradeResponse:
        """Publish it."""
        done = publish_grade(tx, request.name, read_publication(request, ""), etag=request.etag)
        return pb.PublishGradeResponse(assessment=assessment_to_proto(done))

    def ComputeSheet(self, tx: Tx, request: pb.ComputeSheetRequest) -> pb.ComputeSheetResponse:
        """Compute the sheet again."""
        found = compute_sheet(tx, request.name)
        return pb.ComputeSheetResponse(
            sheet=found.sheet, same=found.same, register_sheet=found.register_sheet, register_same=found.register_same
        )

    def ComputeFindings(self, tx: Tx, request: pb.ComputeFindingsRequest) -> pb.ComputeFindingsResponse:
        """What a review has to answer."""
        return findings_to_proto(compute_findings(tx, request.subject, request.year))

    def CheckFiling(self, tx: Tx, request: pb.CheckFilingRequest) -> pb.CheckFilingResponse:
        """Who has not filed."""
        found, after = check_filing(tx, request.year, self.pager.read(request))
        return pb.CheckFilingResponse(
            unfiled=map(unfiled_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def BatchReviewAssessments(
        self, tx: Tx, request: pb.BatchReviewAssessmentsRequest
    ) -> pb.BatchReviewAssessmentsResponse:
        """The county reviews many."""
        return batch_to_proto(review_batch(tx, read_batch(request, "")))
