"""gRPC door of penalty cases. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import penalty_pb2
from sifa.grassroots_offices.v1 import penalty_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import penalty as cases
from services.grassroots_offices.handlers import penalty_decision as decisions
from services.grassroots_offices.translate import penalty as read


class PenaltyService(Servicer):
    """sifa.grassroots_offices.v1.PenaltyService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PenaltyService"]

    def CreatePenalty(self, tx: Tx, request: pb.CreatePenaltyRequest) -> penalty_pb2.Penalty:
        """File a case."""
        return read.penalty_to_proto(cases.create_penalty(tx, read.read_penalty_draft(request.penalty)))

    def GetPenalty(self, tx: Tx, request: pb.GetPenaltyRequest) -> penalty_pb2.Penalty:
        """One case."""
        return read.penalty_to_proto(cases.get_penalty(tx, request.name))

    def ListPenalties(self, tx: Tx, request: pb.ListPenaltiesRequest) -> pb.ListPenaltiesResponse:
        """A page of cases."""
        found, after = cases.list_penalties(tx, read.read_penalty_filter(request, ""), self.pager.read(request))
        return pb.ListPenaltiesResponse(
            penalties=map(read.penalty_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ServePenaltyNotice(self, tx: Tx, request: pb.ServePenaltyNoticeRequest) -> pb.ServePenaltyNoticeResponse:
        """Serve what is intended."""
        done = cases.serve_notice(tx, request.name, read.read_notice(request, ""), etag=request.etag)
        return pb.ServePenaltyNoticeResponse(penalty=read.penalty_to_proto(done))

    def RecordStatement(self, tx: Tx, request: pb.RecordStatementRequest) -> pb.RecordStatementResponse:
        """Enter what the subject said."""
        done = cases.record_statement(tx, request.name, read.read_statement(request, ""), etag=request.etag)
        return pb.RecordStatementResponse(penalty=read.penalty_to_proto(done))

    def RequestHearing(self, tx: Tx, request: pb.RequestHearingRequest) -> pb.RequestHearingResponse:
        """Enter a request for a hearing."""
        done = cases.request_hearing(tx, request.name, read.read_request(request, ""), etag=request.etag)
        return pb.RequestHearingResponse(penalty=read.penalty_to_proto(done))

    def AnnounceHearing(self, tx: Tx, request: pb.AnnounceHearingRequest) -> pb.AnnounceHearingResponse:
        """Serve the day of the hearing."""
        done = cases.announce_hearing(tx, request.name, read.read_announcement(request, ""), etag=request.etag)
        return pb.AnnounceHearingResponse(penalty=read.penalty_to_proto(done))

    def RecordHearing(self, tx: Tx, request: pb.RecordHearingRequest) -> pb.RecordHearingResponse:
        """Enter what came of the hearing."""
        done = cases.record_hearing(tx, request.name, read.read_hearing(request, ""), etag=request.etag)
        return pb.RecordHearingResponse(penalty=read.penalty_to_proto(done))

    def RecordCommissionOpinion(
        self, tx: Tx, request: pb.RecordCommissionOpinionRequest
    ) -> pb.RecordCommissionOpinionResponse:
        """Enter the commission's advice."""
        done = cases.record_commission(tx, request.name, read.read_session(request, ""), etag=request.etag)
        return pb.RecordCommissionOpinionResponse(penalty=read.penalty_to_proto(done))

    def WarnPenalty(self, tx: Tx, request: pb.WarnPenaltyRequest) -> pb.WarnPenaltyResponse:
        """The county warns."""
        done = decisions.warn_penalty(tx, request.name, read.read_warning(request, ""), etag=request.etag)
        return pb.WarnPenaltyResponse(penalty=read.penalty_to_proto(done))

    def DecidePenalty(self, tx: Tx, request: pb.DecidePenaltyRequest) -> pb.DecidePenaltyResponse:
        """The city decides."""
        done = decisions.decide_penalty(tx, request.name, read.read_decision(request, ""), etag=request.etag)
        return pb.DecidePenaltyResponse(penalty=read.penalty_to_proto(done))

    def ClosePenalty(self, tx: Tx, request: pb.ClosePenaltyRequest) -> pb.ClosePenaltyResponse:
        """End without a penalty."""
        done = decisions.close_penalty(tx, request.name, read.read_closing(request, ""), etag=request.etag)
        return pb.ClosePenaltyResponse(penalty=read.penalty_to_proto(done))

    def RecordPenaltyPayment(
        self, tx: Tx, request: pb.RecordPenaltyPaymentRequest
    ) -> pb.RecordPenaltyPaymentResponse:  # fmt: skip
        """Enter the payment."""
        done = decisions.record_payment(tx, request.name, read.read_payment(request, ""), etag=request.etag)
        return pb.RecordPenaltyPaymentResponse(penalty=read.penalty_to_proto(done))

    def RevokePenalty(self, tx: Tx, request: pb.RevokePenaltyRequest) -> pb.RevokePenaltyResponse:
        """Enter that the decision was set aside."""
        done = decisions.revoke_penalty(tx, request.name, read.read_revocation(request, ""), etag=request.etag)
        return pb.RevokePenaltyResponse(penalty=read.penalty_to_proto(done))
