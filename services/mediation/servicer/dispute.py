"""gRPC door of disputes. It must not hold a condition."""

from __future__ import annotations

from sifa.mediation.v1 import dispute_pb2
from sifa.mediation.v1 import dispute_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.mediation.handlers import dispute as use
from services.mediation.handlers import dispute_outcome as outcome
from services.mediation.translate import dispute as translate


class DisputeService(Servicer):
    """sifa.mediation.v1.DisputeService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DisputeService"]

    def CreateDispute(self, tx: Tx, request: pb.CreateDisputeRequest) -> dispute_pb2.Dispute:
        """Register one."""
        return translate.dispute_to_proto(use.create_dispute(tx, translate.read_draft(request.dispute, "dispute")))

    def GetDispute(self, tx: Tx, request: pb.GetDisputeRequest) -> dispute_pb2.Dispute:
        """One of them."""
        return translate.dispute_to_proto(use.get_dispute(tx, request.name))

    def ListDisputes(self, tx: Tx, request: pb.ListDisputesRequest) -> pb.ListDisputesResponse:
        """A page of them."""
        found, after = use.list_disputes(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListDisputesResponse(
            disputes=map(translate.dispute_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def AcceptDispute(self, tx: Tx, request: pb.AcceptDisputeRequest) -> pb.AcceptDisputeResponse:
        """Taken up."""
        done = use.accept_dispute(tx, request.name, tuple(request.mediators), etag=request.etag)
        return pb.AcceptDisputeResponse(dispute=translate.dispute_to_proto(done))

    def RefuseDispute(self, tx: Tx, request: pb.RefuseDisputeRequest) -> pb.RefuseDisputeResponse:
        """Not taken up."""
        done = use.refuse_dispute(tx, request.name, request.reason, etag=request.etag)
        return pb.RefuseDisputeResponse(dispute=translate.dispute_to_proto(done))

    def RecordSession(self, tx: Tx, request: pb.RecordSessionRequest) -> pb.RecordSessionResponse:
        """A session."""
        done = use.record_session(tx, request.name, translate.read_session(request, ""), etag=request.etag)
        return pb.RecordSessionResponse(dispute=translate.dispute_to_proto(done))

    def SettleDispute(self, tx: Tx, request: pb.SettleDisputeRequest) -> pb.SettleDisputeResponse:
        """Agreed."""
        done = use.settle_dispute(
            tx, request.name, translate.read_agreement(request.agreement, "agreement"), etag=request.etag
        )
        return pb.SettleDisputeResponse(dispute=translate.dispute_to_proto(done))

    def FailDispute(self, tx: Tx, request: pb.FailDisputeRequest) -> pb.FailDisputeResponse:
        """Not agreed."""
        done = use.fail_dispute(tx, request.name, request.reason, etag=request.etag)
        return pb.FailDisputeResponse(dispute=translate.dispute_to_proto(done))

    def WithdrawDispute(self, tx: Tx, request: pb.WithdrawDisputeRequest) -> pb.WithdrawDisputeResponse:
        """Given up."""
        done = use.withdraw_dispute(tx, request.name, request.reason, etag=request.etag)
        return pb.WithdrawDisputeResponse(dispute=translate.dispute_to_proto(done))

    def FollowUpDispute(self, tx: Tx, request: pb.FollowUpDisputeRequest) -> pb.FollowUpDisputeResponse:
        """How it is performed."""
        done = outcome.follow_up_dispute(tx, request.name, translate.read_follow_up(request, ""), etag=request.etag)
        return pb.FollowUpDisputeResponse(dispute=translate.dispute_to_proto(done))

    def RequestConfirmation(self, tx: Tx, request: pb.RequestConfirmationRequest) -> pb.RequestConfirmationResponse:
        """The parties asked the court."""
        done = outcome.request_confirmation(tx, request.name, translate.read_wish(request, ""), etag=request.etag)
        return pb.RequestConfirmationResponse(dispute=translate.dispute_to_proto(done))

    def RecordConfirmation(self, tx: Tx, request: pb.RecordConfirmationRequest) -> pb.RecordConfirmationResponse:
        """The court ruled."""
        done = outcome.record_confirmation(tx, request.name, translate.read_ruling(request, ""), etag=request.etag)
        return pb.RecordConfirmationResponse(dispute=translate.dispute_to_proto(done))

    def EvaluateDispute(self, tx: Tx, request: pb.EvaluateDisputeRequest) -> pb.EvaluateDisputeResponse:
        """What a party thinks."""
        done = outcome.evaluate_dispute(tx, request.name, translate.read_evaluation(request, ""), etag=request.etag)
        return pb.EvaluateDisputeResponse(dispute=translate.dispute_to_proto(done))
