"""gRPC door of proposals on standards. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import standard_proposal_pb2
from sifa.supervision.v1 import standard_proposal_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import standard_proposal as use
from services.supervision.translate import standard_proposal as translate


class StandardProposalService(Servicer):
    """sifa.supervision.v1.StandardProposalService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["StandardProposalService"]

    def CreateStandardProposal(
        self, tx: Tx, request: pb.CreateStandardProposalRequest
    ) -> standard_proposal_pb2.StandardProposal:
        """Record one."""
        draft = translate.read_draft(request.standard_proposal, "standard_proposal")
        return translate.proposal_to_proto(use.create_proposal(tx, draft))

    def GetStandardProposal(
        self, tx: Tx, request: pb.GetStandardProposalRequest
    ) -> standard_proposal_pb2.StandardProposal:
        """One of them."""
        return translate.proposal_to_proto(use.get_proposal(tx, request.name))

    def ListStandardProposals(
        self, tx: Tx, request: pb.ListStandardProposalsRequest
    ) -> pb.ListStandardProposalsResponse:
        """A page of them."""
        found, after = use.list_proposals(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListStandardProposalsResponse(
            standard_proposals=map(translate.proposal_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def SendStandardProposal(
        self, tx: Tx, request: pb.SendStandardProposalRequest
    ) -> pb.SendStandardProposalResponse:  # fmt: skip
        """Send it up."""
        done = use.send_proposal(tx, request.name, translate.read_sending(request, ""), etag=request.etag)
        return pb.SendStandardProposalResponse(standard_proposal=translate.proposal_to_proto(done))

    def AnswerStandardProposal(
        self, tx: Tx, request: pb.AnswerStandardProposalRequest
    ) -> pb.AnswerStandardProposalResponse:
        """Enter what came back."""
        done = use.answer_proposal(tx, request.name, translate.read_answer(request, ""), etag=request.etag)
        return pb.AnswerStandardProposalResponse(standard_proposal=translate.proposal_to_proto(done))
