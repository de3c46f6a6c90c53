"""gRPC door of movements. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import fund_source_pb2
from sifa.legal_aid.v1 import fund_source_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.fund_movement import (
    approve_fund_movement,
    get_fund_movement,
    list_fund_movements,
    reject_fund_movement,
)
from services.legal_aid.translate.fund_source import movement_to_proto, read_movement_filter


class FundMovementService(Servicer):
    """sifa.legal_aid.v1.FundMovementService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["FundMovementService"]

    def GetFundMovement(self, tx: Tx, request: pb.GetFundMovementRequest) -> fund_source_pb2.FundMovement:
        """One movement."""
        return movement_to_proto(get_fund_movement(tx, request.name))

    def ListFundMovements(self, tx: Tx, request: pb.ListFundMovementsRequest) -> pb.ListFundMovementsResponse:
        """A page of movements."""
        found, after = list_fund_movements(tx, read_movement_filter(request, ""), self.pager.read(request))
        return pb.ListFundMovementsResponse(
            fund_movements=map(movement_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApproveFundMovement(self, tx: Tx, request: pb.ApproveFundMovementRequest) -> pb.ApproveFundMovementResponse:
        """Approve and book."""
        done = approve_fund_movement(tx, request.name, etag=request.etag)
        return pb.ApproveFundMovementResponse(fund_movement=movement_to_proto(done))

    def RejectFundMovement(self, tx: Tx, request: pb.RejectFundMovementRequest) -> pb.RejectFundMovementResponse:
        """Turn down."""
        done = reject_fund_movement(tx, request.name, etag=request.etag)
        return pb.RejectFundMovementResponse(fund_movement=movement_to_proto(done))
