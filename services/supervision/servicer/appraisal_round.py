"""gRPC door of appraisal rounds. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import appraisal_round_pb2
from sifa.supervision.v1 import appraisal_round_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import appraisal_round as use
from services.supervision.translate import appraisal_round as translate


class AppraisalRoundService(Servicer):
    """sifa.supervision.v1.AppraisalRoundService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AppraisalRoundService"]

    def CreateAppraisalRound(
        self, tx: Tx, request: pb.CreateAppraisalRoundRequest
    ) -> appraisal_round_pb2.AppraisalRound:
        """Plan one."""
        draft = translate.read_draft(request.appraisal_round, "appraisal_round")
        return translate.round_to_proto(use.create_round(tx, draft))

    def GetAppraisalRound(self, tx: Tx, request: pb.GetAppraisalRoundRequest) -> appraisal_round_pb2.AppraisalRound:
        """One of them."""
        return translate.round_to_proto(use.get_round(tx, request.name))

    def ListAppraisalRounds(self, tx: Tx, request: pb.ListAppraisalRoundsRequest) -> pb.ListAppraisalRoundsResponse:
        """A page of them."""
        found, after = use.list_rounds(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListAppraisalRoundsResponse(
            appraisal_rounds=map(translate.round_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReportAppraisalRound(self, tx: Tx, request: pb.ReportAppraisalRoundRequest) -> pb.ReportAppraisalRoundResponse:
        """A report was given."""
        done = use.report_round(tx, request.name, translate.read_report(request, ""), etag=request.etag)
        return pb.ReportAppraisalRoundResponse(appraisal_round=translate.round_to_proto(done))

    def OpenAppraisalRound(self, tx: Tx, request: pb.OpenAppraisalRoundRequest) -> pb.OpenAppraisalRoundResponse:
        """Opinions may come."""
        done = use.open_round(tx, request.name, translate.read_opening(request, ""), etag=request.etag)
        return pb.OpenAppraisalRoundResponse(appraisal_round=translate.round_to_proto(done))

    def AddRoundOpinion(self, tx: Tx, request: pb.AddRoundOpinionRequest) -> pb.AddRoundOpinionResponse:
        """An opinion came."""
        told, draft = translate.read_receipt(request, ""), translate.read_opinion(request.opinion, "opinion")
        done = use.add_opinion(tx, request.name, told, draft, etag=request.etag)
        return pb.AddRoundOpinionResponse(appraisal_round=translate.round_to_proto(done))

    def AnswerRoundOpinion(self, tx: Tx, request: pb.AnswerRoundOpinionRequest) -> pb.AnswerRoundOpinionResponse:
        """It is answered."""
        done = use.answer_opinion(tx, request.name, translate.read_answer(request, ""), etag=request.etag)
        return pb.AnswerRoundOpinionResponse(appraisal_round=translate.round_to_proto(done))

    def CloseAppraisalRound(self, tx: Tx, request: pb.CloseAppraisalRoundRequest) -> pb.CloseAppraisalRoundResponse:
        """All are answered."""
        done = use.close_round(tx, request.name, translate.read_end(request, ""), etag=request.etag)
        return pb.CloseAppraisalRoundResponse(appraisal_round=translate.round_to_proto(done))

    def ListRoundAnswers(self, tx: Tx, request: pb.ListRoundAnswersRequest) -> pb.ListRoundAnswersResponse:
        """What everybody reads."""
        found, after = use.list_public_rounds(tx, self.pager.read(request))
        return pb.ListRoundAnswersResponse(
            round_answers=[answer for one in found for answer in translate.answers_to_proto(one)],
            next_page_token=self.pager.next_token(request, after),
        )
