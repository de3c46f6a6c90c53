"""gRPC door of evaluations and samples. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import evaluation_pb2
from sifa.legal_aid.v1 import evaluation_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.evaluation import (
    create_evaluation,
    create_evaluation_sample,
    draw_evaluation_sample,
    get_evaluation,
    get_evaluation_sample,
    list_evaluations,
    measure_agreement,
)
from services.legal_aid.translate.evaluation import (
    agreement_to_proto,
    evaluation_to_proto,
    read_agreement_asked,
    read_evaluation_draft,
    read_evaluation_filter,
    read_public_value,
    read_sample_draft,
    sample_to_proto,
)


class EvaluationService(Servicer):
    """sifa.legal_aid.v1.EvaluationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["EvaluationService"]

    def CreateEvaluation(self, tx: Tx, request: pb.CreateEvaluationRequest) -> evaluation_pb2.Evaluation:
        """Enter an evaluation or a callback."""
        return evaluation_to_proto(create_evaluation(tx, read_evaluation_draft(request.evaluation, "evaluation")))

    def GetEvaluation(self, tx: Tx, request: pb.GetEvaluationRequest) -> evaluation_pb2.Evaluation:
        """One evaluation."""
        return evaluation_to_proto(get_evaluation(tx, request.name))

    def ListEvaluations(self, tx: Tx, request: pb.ListEvaluationsRequest) -> pb.ListEvaluationsResponse:
        """A page of evaluations."""
        found, after = list_evaluations(tx, read_evaluation_filter(request, ""), self.pager.read(request))
        return pb.ListEvaluationsResponse(
            evaluations=map(evaluation_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def MeasureAgreement(self, tx: Tx, request: pb.MeasureAgreementRequest) -> pb.MeasureAgreementResponse:
        """How far the scorers agree."""
        return agreement_to_proto(measure_agreement(tx, read_agreement_asked(request, "")))

    def CreateEvaluationSample(
        self, tx: Tx, request: pb.CreateEvaluationSampleRequest
    ) -> evaluation_pb2.EvaluationSample:
        """Freeze a sample."""
        draft = read_sample_draft(request.evaluation_sample, "evaluation_sample")
        return sample_to_proto(create_evaluation_sample(tx, draft))

    def GetEvaluationSample(self, tx: Tx, request: pb.GetEvaluationSampleRequest) -> evaluation_pb2.EvaluationSample:
        """One sample."""
        return sample_to_proto(get_evaluation_sample(tx, request.name))

    def DrawEvaluationSample(
        self, tx: Tx, request: pb.DrawEvaluationSampleRequest
    ) -> pb.DrawEvaluationSampleResponse:  # fmt: skip
        """Draw a sample."""
        drawn = draw_evaluation_sample(tx, request.name, read_public_value(request, ""), etag=request.etag)
        return pb.DrawEvaluationSampleResponse(evaluation_sample=sample_to_proto(drawn))
