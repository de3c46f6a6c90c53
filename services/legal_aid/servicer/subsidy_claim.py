"""gRPC door of subsidy claims. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import subsidy_claim_pb2
from sifa.legal_aid.v1 import subsidy_claim_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.claim_payment import approve_subsidy_claim, pay_subsidy_claim
from services.legal_aid.handlers.subsidy_claim import (
    block_subsidy_claim,
    check_subsidy_claim,
    create_subsidy_claim,
    get_subsidy_claim,
    list_subsidy_claims,
    order_reversal_of_subsidy_claim,
    resolve_subsidy_claim,
    reverse_subsidy_claim,
)
from services.legal_aid.translate.settlement import (
    claim_to_proto,
    read_claim_draft,
    read_claim_filter,
    read_claim_reversal,
    read_resolution,
)


class SubsidyClaimService(Servicer):
    """sifa.legal_aid.v1.SubsidyClaimService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["SubsidyClaimService"]

    def CreateSubsidyClaim(self, tx: Tx, request: pb.CreateSubsidyClaimRequest) -> subsidy_claim_pb2.SubsidyClaim:
        """Enter one."""
        return claim_to_proto(create_subsidy_claim(tx, read_claim_draft(request.subsidy_claim)))

    def GetSubsidyClaim(self, tx: Tx, request: pb.GetSubsidyClaimRequest) -> subsidy_claim_pb2.SubsidyClaim:
        """One of them."""
        return claim_to_proto(get_subsidy_claim(tx, request.name))

    def ListSubsidyClaims(self, tx: Tx, request: pb.ListSubsidyClaimsRequest) -> pb.ListSubsidyClaimsResponse:
        """A page."""
        found, after = list_subsidy_claims(tx, read_claim_filter(request, ""), self.pager.read(request))
        return pb.ListSubsidyClaimsResponse(
            subsidy_claims=map(claim_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CheckSubsidyClaim(self, tx: Tx, request: pb.CheckSubsidyClaimRequest) -> pb.CheckSubsidyClaimResponse:
        """Found right."""
        done = check_subsidy_claim(tx, request.name, etag=request.etag)
        return pb.CheckSubsidyClaimResponse(subsidy_claim=claim_to_proto(done))

    def ApproveSubsidyClaim(self, tx: Tx, request: pb.ApproveSubsidyClaimRequest) -> pb.ApproveSubsidyClaimResponse:
        """Reserve the amount."""
        done = approve_subsidy_claim(tx, request.name, etag=request.etag)
        return pb.ApproveSubsidyClaimResponse(subsidy_claim=claim_to_proto(done))

    def PaySubsidyClaim(self, tx: Tx, request: pb.PaySubsidyClaimRequest) -> pb.PaySubsidyClaimResponse:
        """Pay."""
        done = pay_subsidy_claim(tx, request.name, etag=request.etag)
        return pb.PaySubsidyClaimResponse(subsidy_claim=claim_to_proto(done))

    def OrderReversalOfSubsidyClaim(
        self, tx: Tx, request: pb.OrderReversalOfSubsidyClaimRequest
    ) -> pb.OrderReversalOfSubsidyClaimResponse:
        """Decide to take it back."""
        done = order_reversal_of_subsidy_claim(tx, request.name, read_claim_reversal(request, ""), etag=request.etag)
        return pb.OrderReversalOfSubsidyClaimResponse(subsidy_claim=claim_to_proto(done))

    def ReverseSubsidyClaim(self, tx: Tx, request: pb.ReverseSubsidyClaimRequest) -> pb.ReverseSubsidyClaimResponse:
        """Take it back."""
        done = reverse_subsidy_claim(tx, request.name, etag=request.etag)
        return pb.ReverseSubsidyClaimResponse(subsidy_claim=claim_to_proto(done))

    def BlockSubsidyClaim(self, tx: Tx, request: pb.BlockSubsidyClaimRequest) -> pb.BlockSubsidyClaimResponse:
        """Stop it."""
        done = block_subsidy_claim(tx, request.name, document=request.document, etag=request.etag)
        return pb.BlockSubsidyClaimResponse(subsidy_claim=claim_to_proto(done))

    def ResolveSubsidyClaim(self, tx: Tx, request: pb.ResolveSubsidyClaimRequest) -> pb.ResolveSubsidyClaimResponse:
        """End a block."""
        done = resolve_subsidy_claim(tx, request.name, read_resolution(request, ""), etag=request.etag)
        return pb.ResolveSubsidyClaimResponse(subsidy_claim=claim_to_proto(done))
