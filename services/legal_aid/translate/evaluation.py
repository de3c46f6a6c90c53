"""Evaluations and samples between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import evaluation_pb2
from sifa.legal_aid.v1 import evaluation_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.case_evaluation import (
    Agreement,
    AgreementAsked,
    Evaluation,
    EvaluationDraft,
    EvaluationFilter,
)
from services.legal_aid.domain.evaluation_sample import EvaluationSample, PublicValue, SampleDraft

OUTPUT_ONLY = (
    "name", "round", "sealed", "total_points", "full_points", "rubric_sha256", "evaluator", "institution", "division",
    "create_time",
)  # fmt: skip
FROZEN = (
    "name", "population", "population_sha256", "public_value", "public_source", "drawn", "division", "create_time",
    "etag", "doubled",
)  # fmt: skip
evaluation_to_proto = to_message(Evaluation, evaluation_pb2.Evaluation)
read_evaluation_draft = from_message(evaluation_pb2.Evaluation, EvaluationDraft, left_out=OUTPUT_ONLY)
read_evaluation_filter = from_message(pb.ListEvaluationsRequest, EvaluationFilter, left_out=("page_size", "page_token"))
read_agreement_asked = from_message(pb.MeasureAgreementRequest, AgreementAsked)
agreement_to_proto = to_message(Agreement, pb.MeasureAgreementResponse)
sample_to_proto = to_message(EvaluationSample, evaluation_pb2.EvaluationSample)
read_sample_draft = from_message(evaluation_pb2.EvaluationSample, SampleDraft, left_out=FROZEN)
read_public_value = from_message(
    pb.DrawEvaluationSampleRequest, PublicValue, left_out=("name", "request_id", "etag")
)  # fmt: skip
