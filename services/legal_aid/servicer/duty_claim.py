"""gRPC door of claims for duty shifts. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import duty_claim_pb2
from sifa.legal_aid.v1 import duty_claim_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.duty_claim import (
    approve_duty_claim,
    check_duty_claim,
    create_duty_claim,
    get_duty_claim,
    list_duty_claims,
    order_reversal_of_duty_claim,
    pay_duty_claim,
    reverse_duty_claim,
)
from services.legal_aid.translate.duty_claim import (
    duty_claim_to_proto,
    read_duty_claim_draft,
    read_duty_claim_filter,
    read_duty_claim_reversal,
)


class DutyClaimService(Servicer):
    """sifa.legal_aid.v1.DutyClaimService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DutyClaimService"]

    def CreateDutyClaim(self, tx: Tx, request: pb.CreateDutyClaimRequest) -> duty_claim_pb2.DutyClaim:
        """Enter one."""
        return duty_claim_to_proto(create_duty_claim(tx, read_duty_claim_draft(request.duty_claim)))

    def GetDutyClaim(self, tx: Tx, request: pb.GetDutyClaimRequest) -> duty_claim_pb2.DutyClaim:
        """One of them."""
        return duty_claim_to_proto(get_duty_claim(tx, request.name))

    def ListDutyClaims(self, tx: Tx, request: pb.ListDutyClaimsRequest) -> pb.ListDutyClaimsResponse:
        """A page."""
        found, after = list_duty_claims(tx, read_duty_claim_filter(request, ""), self.pager.read(request))
        return pb.ListDutyClaimsResponse(
            duty_claims=map(duty_claim_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CheckDutyClaim(self, tx: Tx, request: pb.CheckDutyClaimRequest) -> pb.CheckDutyClaimResponse:
        """Found right."""
        done = check_duty_claim(tx, request.name, etag=request.etag)
        return pb.CheckDutyClaimResponse(duty_claim=duty_claim_to_proto(done))

    def ApproveDutyClaim(self, tx: Tx, request: pb.ApproveDutyClaimRequest) -> pb.ApproveDutyClaimResponse:
        """Reserve the amount."""
        done = approve_duty_claim(tx, request.name, etag=request.etag)
        return pb.ApproveDutyClaimResponse(duty_claim=duty_claim_to_proto(done))

    def PayDutyClaim(self, tx: Tx, request: pb.PayDutyClaimRequest) -> pb.PayDutyClaimResponse:
        """Pay."""
        done = pay_duty_claim(tx, request.name, etag=request.etag)
        return pb.PayDutyClaimResponse(duty_claim=duty_claim_to_proto(done))

    def OrderReversalOfDutyClaim(
        self, tx: Tx, request: pb.OrderReversalOfDutyClaimRequest
    ) -> pb.OrderReversalOfDutyClaimResponse:
        """Decide to take it back."""
        done = order_reversal_of_duty_claim(tx, request.name, read_duty_claim_reversal(request, ""), etag=request.etag)
        return pb.OrderReversalOfDutyClaimResponse(duty_claim=duty_claim_to_proto(done))

    def ReverseDutyClaim(self, tx: Tx, request: pb.ReverseDutyClaimRequest) -> pb.ReverseDutyClaimResponse:
        """Take it back."""
        done = reverse_duty_claim(tx, request.name, etag=request.etag)
        return pb.ReverseDutyClaimResponse(duty_claim=duty_claim_to_proto(done))
