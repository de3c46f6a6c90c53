"""Yearly assessments between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import assessment_pb2
from sifa.grassroots_offices.v1 import assessment_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.assessment import (
    Assessment,
    AssessmentDraft,
    AssessmentFilter,
    AssessmentGrading,
    AssessmentObjection,
    CountyReview,
    GradeGiven,
    ObjectionDecided,
    ObjectionMade,
    OfficeOpinion,
    OpinionGiven,
    ReviewGiven,
    methods_of,
)
from services.grassroots_offices.domain.assessment_window import UnfiledSubject
from services.grassroots_offices.domain.batch_review import BatchReview, BatchReviewed, LeftOver
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.sheet_facts import AssessmentDeduction

OUTPUT_ONLY = (
    "name", "state", "overdue", "office", "office_opinion", "county_review", "sheet", "sheet_sha256", "grading",
    "objection", "final_grade", "final_date", "published_document", "division", "allowed_actions", "create_time",
    "etag",
)  # fmt: skip
ASKED = ("name", "request_id", "etag")
_deduction = to_message(AssessmentDeduction, assessment_pb2.AssessmentDeduction)
_review = to_message(CountyReview, assessment_pb2.CountyReview, parts={"deductions": _deduction})
_to_proto = to_message(
    Assessment, assessment_pb2.Assessment, left_out=("allowed_actions",), hidden=("facts", "state_date"),
    parts={
        "office_opinion": to_message(OfficeOpinion, assessment_pb2.OfficeOpinion), "county_review": _review,
        "grading": to_message(AssessmentGrading, assessment_pb2.AssessmentGrading),
        "objection": to_message(AssessmentObjection, assessment_pb2.AssessmentObjection),
    },
)  # fmt: skip
_read_draft = from_message(assessment_pb2.Assessment, AssessmentDraft, left_out=OUTPUT_ONLY)
read_assessment_filter = from_message(
    pb.ListAssessmentsRequest, AssessmentFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_opinion = from_message(pb.GiveOfficeOpinionRequest, OpinionGiven, left_out=ASKED)
read_review = from_message(pb.ReviewAssessmentRequest, ReviewGiven, left_out=ASKED)
read_grade = from_message(pb.GradeAssessmentRequest, GradeGiven, left_out=ASKED)
read_objection = from_message(pb.ObjectToGradeRequest, ObjectionMade, left_out=ASKED)
read_decision = from_message(pb.DecideGradeObjectionRequest, ObjectionDecided, left_out=ASKED)
read_confirmation = from_message(pb.ConfirmGradeRequest, Documented, left_out=ASKED)
read_publication = from_message(pb.PublishGradeRequest, Documented, left_out=ASKED)
read_batch = from_message(pb.BatchReviewAssessmentsRequest, BatchReview, left_out=("request_id",))
batch_to_proto = to_message(
    BatchReviewed, pb.BatchReviewAssessmentsResponse,
    parts={"left_over": to_message(LeftOver, pb.LeftOver)},
)  # fmt: skip
unfiled_to_proto = to_message(UnfiledSubject, assessment_pb2.UnfiledSubject)


def assessment_to_proto(assessment: Assessment) -> assessment_pb2.Assessment:
    """The assessment, with what may be done next."""
    message = _to_proto(assessment)
    message.allowed_actions.extend(methods_of(assessment))
    return message


def read_assessment_draft(message: assessment_pb2.Assessment) -> AssessmentDraft:
    """What is filed; output-only fields are ignored."""
    return _read_draft(message, "assessment")
