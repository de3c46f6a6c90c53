"""gRPC door of holds of practice. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import practice_hold_pb2
from sifa.supervision.v1 import practice_hold_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers.practice_hold import (
    check_practice_hold,
    get_practice_hold,
    lift_practice_hold,
    list_practice_holds,
    sign_practice_hold,
)
from services.supervision.translate.practice_hold import (
    practice_hold_to_proto,
    read_filter,
    read_legal_check,
    read_lifting,
    read_signature,
)


class PracticeHoldService(Servicer):
    """sifa.supervision.v1.PracticeHoldService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PracticeHoldService"]

    def GetPracticeHold(self, tx: Tx, request: pb.GetPracticeHoldRequest) -> practice_hold_pb2.PracticeHold:
        """One of them."""
        return practice_hold_to_proto(get_practice_hold(tx, request.name))

    def ListPracticeHolds(self, tx: Tx, request: pb.ListPracticeHoldsRequest) -> pb.ListPracticeHoldsResponse:
        """A page of them."""
        found, after = list_practice_holds(tx, read_filter(request, ""), self.pager.read(request))
        return pb.ListPracticeHoldsResponse(
            practice_holds=map(practice_hold_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CheckPracticeHold(self, tx: Tx, request: pb.CheckPracticeHoldRequest) -> pb.CheckPracticeHoldResponse:
        """Enter the legal check."""
        done = check_practice_hold(tx, request.name, read_legal_check(request, ""), etag=request.etag)
        return pb.CheckPracticeHoldResponse(practice_hold=practice_hold_to_proto(done))

    def SignPracticeHold(self, tx: Tx, request: pb.SignPracticeHoldRequest) -> pb.SignPracticeHoldResponse:
        """Enter the signature."""
        done = sign_practice_hold(tx, request.name, read_signature(request, ""), etag=request.etag)
        return pb.SignPracticeHoldResponse(practice_hold=practice_hold_to_proto(done))

    def LiftPracticeHold(self, tx: Tx, request: pb.LiftPracticeHoldRequest) -> pb.LiftPracticeHoldResponse:
        """Enter the lifting."""
        done = lift_practice_hold(tx, request.name, read_lifting(request, ""), etag=request.etag)
        return pb.LiftPracticeHoldResponse(practice_hold=practice_hold_to_proto(done))
